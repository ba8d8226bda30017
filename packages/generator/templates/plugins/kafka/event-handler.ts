import { Injectable, Logger } from "@nestjs/common";

/** A message of a topic in `TOPICS`. */
export interface IncomingEvent {
  topic: string;
  key: string;
  value: string;
}

/** The topics that this service listens to; with none there is no consumer. */
export const TOPICS: string[] = __TOPICS__;

/** What this service does with events: yours to write. */
@Injectable()
export class EventHandler {
  private readonly logger = new Logger(EventHandler.name);

  /**
   * Handles one message, which may come again: after a crash, or when this throws. A message that can never be handled
   * must not throw, because those behind it wait.
   */
  async handle({ topic, key }: IncomingEvent): Promise<void> {
    this.logger.log(`${topic} ${key}`);
  }
}
