import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { EventConsumer, type EventSource } from "./event-consumer.js";
import { EventHandler } from "./event-handler.js";
import { EventPublisher, type EventSender } from "./event-publisher.js";
import { readKafkaSettings } from "./kafka-settings.js";

const event = { topic: "orders", action: "created", key: "1" } as const;

describe("the settings of Kafka", () => {
  it("connect nothing without brokers", () => {
    expect(readKafkaSettings({ KAFKA_BROKERS: "" }).client).toBeUndefined();
  });

  it("name brokers, encryption and a user", () => {
    const { client } = readKafkaSettings({
      KAFKA_BROKERS: "one:9092, two:9092",
      KAFKA_TLS: "true",
      KAFKA_USERNAME: "user",
      KAFKA_PASSWORD: "secret",
    });
    expect(client?.bootstrapBrokers).toEqual(["one:9092", "two:9092"]);
    expect(client?.tls).toEqual({});
    expect(client?.sasl).toMatchObject({ username: "user" });
  });

  it("report all faults at once", () => {
    const environment = { KAFKA_BROKERS: "one", KAFKA_USERNAME: "user" };
    expect(() => readKafkaSettings(environment)).toThrow(
      /"one" is not an address[^]*belong together/,
    );
  });
});

describe("a publisher", () => {
  it("goes nowhere without a sender", async () => {
    const publisher = new EventPublisher();
    publisher.publish(event);
    await expect(publisher.onApplicationShutdown()).resolves.toBeUndefined();
  });

  it("sends what waits, in its order, before it stops", async () => {
    const sent: string[] = [];
    const sender: EventSender = {
      async send({ messages }) {
        await turn();
        sent.push(...messages.map(({ key }) => key));
      },
      async close() {
        sent.push("closed");
      },
    };
    const publisher = new EventPublisher(sender);
    for (const key of ["1", "2", "3"]) publisher.publish({ ...event, key });
    await publisher.onApplicationShutdown();
    expect(sent).toEqual(["1", "2", "3", "closed"]);
  });

  it("goes on after a failure", async () => {
    let tries = 0;
    const sender: EventSender = {
      async send() {
        tries += 1;
        throw new Error("no broker");
      },
      async close() {
        await turn();
      },
    };
    const publisher = new EventPublisher(sender);
    publisher.publish(event);
    await turn();
    publisher.publish(event);
    await publisher.onApplicationShutdown();
    expect(tries).toBe(2);
  });
});

describe("a consumer", () => {
  it("confirms what is handled, and reads again what failed", async () => {
    const handled: string[] = [];
    const confirmed: string[] = [];
    const handler = new EventHandler();
    let fails = true;
    handler.handle = async ({ key }) => {
      handled.push(key);
      if (key === "2" && fails) {
        fails = false;
        throw new Error("not yet");
      }
    };
    const finished = new AbortController();
    async function* read() {
      for (const key of ["1", "2"].slice(confirmed.length)) {
        await turn();
        const commit = () => confirmed.push(key);
        yield { topic: "orders", key, value: "{}", commit };
      }
      finished.abort();
    }
    const connect = async (): Promise<EventSource> => ({
      events: read(),
      close: () => turn(),
    });
    const consumer = new EventConsumer(handler, connect, 1);
    consumer.onApplicationBootstrap();
    while (!finished.signal.aborted) await turn();
    await consumer.onApplicationShutdown();
    expect(handled).toEqual(["1", "2", "2"]);
    expect(confirmed).toEqual(["1", "2"]);
  });
});
