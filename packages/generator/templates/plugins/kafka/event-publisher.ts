import { Logger, type OnApplicationShutdown } from "@nestjs/common";

/** What happened to a record, told after it is stored. */
export interface RecordEvent {
  topic: string;
  action: "created" | "updated" | "deleted";
  /** The record's id: events of one record stay in their order. */
  key: string;
  record?: object;
}

interface Message {
  topic: string;
  key: string;
  value: string;
}

/** The part of a Kafka producer that is used here. */
export interface EventSender {
  send(batch: { messages: Message[] }): Promise<unknown>;
  close(): Promise<unknown>;
}

const MOST_WAITING = 10_000;
const MOST_AT_ONCE = 500;

/**
 * Sends events in their order, in the background: no request waits for Kafka. What cannot be sent is logged and lost,
 * so that an event is a hint and the database the truth.
 */
export class EventPublisher implements OnApplicationShutdown {
  private readonly logger = new Logger(EventPublisher.name);
  private readonly waiting: Message[] = [];
  private sending: Promise<void> | undefined;

  /** Without a sender events go nowhere. */
  constructor(private readonly sender?: EventSender) {}

  publish({ topic, key, action, record }: RecordEvent): void {
    if (this.sender === undefined) return;
    if (this.waiting.length >= MOST_WAITING) {
      this.logger.error(`Too many events wait: ${topic} ${key} is lost`);
      return;
    }
    const at = new Date().toISOString();
    const value = JSON.stringify({ action, id: key, at, record });
    this.waiting.push({ topic, key, value });
    this.sending ??= this.sendAll(this.sender);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sending;
    await this.sender?.close();
  }

  private async sendAll(sender: EventSender): Promise<void> {
    while (this.waiting.length > 0) {
      const messages = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        await sender.send({ messages });
      } catch (error) {
        const count = messages.length;
        this.logger.error(`${count} events are lost: ${String(error)}`);
      }
    }
    this.sending = undefined;
  }
}
