import { setTimeout as pause } from "node:timers/promises";
import {
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from "@nestjs/common";
import type { EventHandler, IncomingEvent } from "./event-handler.js";

/** The part of a Kafka consumer that is used here. */
export interface EventSource {
  events: AsyncIterable<IncomingEvent & { commit(): unknown }>;
  close(): Promise<unknown>;
}

/** Hands messages to the handler one by one, and confirms each when it is done. */
export class EventConsumer
  implements OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly logger = new Logger(EventConsumer.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private source: EventSource | undefined;

  /** Without `connect` nothing is consumed. */
  constructor(
    private readonly handler: EventHandler,
    private readonly connect?: () => Promise<EventSource>,
    private readonly pauseMs = 5000,
  ) {}

  onApplicationBootstrap(): void {
    if (this.connect !== undefined) this.running = this.run(this.connect);
  }

  /** Waits for the message in work; what comes after it is read by the next process. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.close();
    await this.running;
  }

  private async run(connect: () => Promise<EventSource>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.source = await connect();
        if (!signal.aborted) await this.handleAll(this.source);
      } catch (error) {
        if (!signal.aborted) {
          this.logger.error(`Consuming failed: ${String(error)}`);
        }
      }
      await this.close();
      await pause(this.pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async handleAll({ events }: EventSource): Promise<void> {
    for await (const event of events) {
      if (this.stopping.signal.aborted) return;
      await this.handler.handle(event);
      await event.commit();
    }
  }

  private async close(): Promise<void> {
    const source = this.source;
    this.source = undefined;
    await source?.close().catch((error: unknown) => {
      this.logger.warn(`Closing the consumer failed: ${String(error)}`);
    });
  }
}
