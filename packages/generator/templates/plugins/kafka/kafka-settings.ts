import type { BaseOptions } from "@platformatic/kafka";

/** How Kafka is reached. Without brokers nothing is connected. */
export interface KafkaSettings {
  groupId: string;
  client: BaseOptions | undefined;
}

/** Reads `KAFKA_BROKERS` and what belongs to it. All faults are reported at once. */
export function readKafkaSettings(
  environment: Record<string, string | undefined>,
): KafkaSettings {
  const read = (name: string): string => environment[name]?.trim() ?? "";
  const groupId = read("KAFKA_GROUP_ID") || "__PACKAGE__";
  const brokers = read("KAFKA_BROKERS")
    .split(",")
    .map((broker) => broker.trim())
    .filter((broker) => broker !== "");
  const [username, password] = [read("KAFKA_USERNAME"), read("KAFKA_PASSWORD")];
  const faults = brokers.flatMap((broker) =>
    /^[\w.-]+:\d{1,5}$/.test(broker)
      ? []
      : [`KAFKA_BROKERS: "${broker}" is not an address such as kafka:9092.`],
  );
  if ((username === "") !== (password === "")) {
    faults.push("KAFKA_USERNAME and KAFKA_PASSWORD belong together.");
  }
  if (faults.length > 0) {
    throw new Error(["The environment is not valid:", ...faults].join("\n- "));
  }
  if (brokers.length === 0) return { groupId, client: undefined };
  const client: BaseOptions = {
    clientId: read("KAFKA_CLIENT_ID") || "__PACKAGE__",
    bootstrapBrokers: brokers,
  };
  if (read("KAFKA_TLS") === "true") client.tls = {};
  if (username !== "") {
    client.sasl = { mechanism: "SCRAM-SHA-512", username, password };
  }
  return { groupId, client };
}
