import { Global, Module } from "@nestjs/common";
import {
  Consumer,
  Producer,
  stringDeserializers,
  stringSerializers,
} from "@platformatic/kafka";
import { Environment } from "../environment.js";
import { EventConsumer, type EventSource } from "./event-consumer.js";
import { EventHandler, TOPICS } from "./event-handler.js";
import { EventPublisher } from "./event-publisher.js";
import { type KafkaSettings, readKafkaSettings } from "./kafka-settings.js";

const SETTINGS = Symbol("Kafka settings");

/** Publishes what happens to records, and listens to other services. */
@Global()
@Module({
  providers: [
    EventHandler,
    {
      provide: SETTINGS,
      // The environment is read first: it loads `.env`.
      inject: [Environment],
      useFactory: () => readKafkaSettings(process.env),
    },
    {
      provide: EventPublisher,
      inject: [SETTINGS],
      useFactory: toPublisher,
    },
    {
      provide: EventConsumer,
      inject: [SETTINGS, EventHandler],
      useFactory: toConsumer,
    },
  ],
  exports: [EventPublisher],
})
export class KafkaEventsModule {}

function toPublisher({ client }: KafkaSettings): EventPublisher {
  if (client === undefined) return new EventPublisher();
  const producer = new Producer({ ...client, serializers: stringSerializers });
  return new EventPublisher({
    send: (batch) => producer.send(batch),
    close: () => producer.close(),
  });
}

function toConsumer(
  settings: KafkaSettings,
  handler: EventHandler,
): EventConsumer {
  const isIdle = settings.client === undefined || TOPICS.length === 0;
  return isIdle
    ? new EventConsumer(handler)
    : new EventConsumer(handler, () => listen(settings));
}

async function listen({
  client,
  groupId,
}: KafkaSettings): Promise<EventSource> {
  if (client === undefined) throw new Error("There are no brokers.");
  const consumer = new Consumer({
    ...client,
    groupId,
    deserializers: stringDeserializers,
  });
  const close = () =>
    new Promise<void>((resolve, reject) => {
      consumer.close(true, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  try {
    const events = await consumer.consume({
      topics: TOPICS,
      autocommit: false,
      mode: "committed",
      fallbackMode: "earliest",
    });
    return { events, close };
  } catch (error) {
    await close();
    throw error;
  }
}
