// @ts-check
// What it costs the server to try credentials on slow providers (scripts/bench.mjs).

import { readFileSync } from 'node:fs';
import { random_text } from '../tests/browser/credentials.mjs';
import { until } from '../tests/browser/until.mjs';
import { FakeProvider, in_place_of_providers } from '../tests/server/fake_provider.mjs';
import { Server } from '../tests/server/server_process.mjs';

const rounds = 5;
const latency_ms = 200;
const in_flight = 200;
const regions = ['global', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'eu-central-1', 'eu-north-1', 'ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2', 'me-south-1', 'af-south-1'];

/** @param {Server} server */
const resident_mb = (server) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;

/**
 * @param {(figure: string, value: string, wanted?: string) => void} note
 * @param {(values: number[], part: number) => number} quantile
 * @param {(value: number) => string} ms
 */
export async function testing(note, quantile, ms) {
  const aws = await FakeProvider.start(({ path }) => ({
    delay_ms: latency_ms, body: path === '/' ? '<GetCallerIdentityResult/>' : { modelSummaries: [] },
  }));
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => { release = () => resolve(undefined); });
  const slow = await FakeProvider.start(async () => {
    await released;
    return { body: { object: 'list' } };
  });
  const server = await Server.start({ args: [...in_place_of_providers({ bedrock: aws, openai: slow }), '--tests-under-way', String(in_flight)] });

  const access_key_id = 'AKIA' + random_text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
  const provider_key = JSON.stringify(Object.fromEntries(regions.map((region) => [region, { access_key_id, secret_access_key: random_text(40) }])));
  const { id } = await server.create_provider_key({ provider: 'bedrock', provider_key });
  const took = [];
  for (let round = 0; round < rounds; ++round) {
    const begin = performance.now();
    const { body } = await server.ask('POST', server.path(`/provider-keys/${id}/test`), { body: {} });
    if (body.verdict !== 'valid') throw new Error(JSON.stringify(body));
    took.push(performance.now() - begin);
  }
  note(`test of ${regions.length} Bedrock regions, ${latency_ms} ms each answer`, ms(quantile(took, 0.5)), '< 700 ms');

  const keys = [];
  for (let number = 0; number < in_flight; ++number) keys.push(await server.create_provider_key({ provider: 'openai', provider_key: 'sk-' + random_text(48) }));
  const before = resident_mb(server);
  const tests = keys.map((key) => server.ask('POST', server.path(`/provider-keys/${key.id}/test`), { body: {} }));
  await until('all of them are asked', async () => slow.asked.length === in_flight);
  const lists = [];
  for (let round = 0; round < 200; ++round) {
    const begin = performance.now();
    await server.ask('GET', server.path('/provider-keys'));
    lists.push(performance.now() - begin);
  }
  note(`list of ${in_flight + 1} keys with ${in_flight} tests in flight`, `${ms(quantile(lists, 0.5))} median, ${ms(quantile(lists, 0.99))} p99`, '< 50 ms p99');
  note('  server, resident, before and then', `${before.toFixed(0)} MB, ${resident_mb(server).toFixed(0)} MB`);
  release();
  const verdicts = new Set((await Promise.all(tests)).map(({ body }) => body.verdict));
  if (verdicts.size !== 1 || !verdicts.has('valid')) throw new Error([...verdicts].join());
  await server.discard();
  await Promise.all([aws.stop(), slow.stop()]);
}
