import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, ITopicConfig } from 'kafkajs';

/** Makes topics and returns when each of their partitions has a leader; kafkajs's own waiting fails now and then. */
export async function createTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ waitForLeaders: false, topics });
  const names = topics.map(({ topic }) => topic);
  for (const until = Date.now() + 60_000; !(await haveLeaders(admin, names)); await sleep(200)) {
    if (Date.now() > until) throw new Error(`${names.join(', ')}: no leaders`);
  }
}

async function haveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const metadata = await admin.fetchTopicMetadata({ topics });
    return metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    // Not every broker knows of the topics yet.
    return false;
  }
}
