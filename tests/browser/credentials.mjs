// @ts-check
// One credential for each of the nine providers, made up anew in every run, and how it is entered. Their secrets are
// marked by chance alone, so that a trace of one of them anywhere can only come from here.

import { generateKeyPairSync, randomInt } from 'node:crypto';
import { description } from './console.mjs';
import { until } from './until.mjs';

/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('./console.mjs').Console} Console */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * @param {number} length
 * @param {string} [alphabet]
 */
export function random_text(length, alphabet = letters) {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

const access_key_id = () => 'AKIA' + random_text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

/** A service-account key file as Google Cloud gives it out, and the lines of its private key. */
export function service_account() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const project = 'byok-' + random_text(6, 'abcdefghijklmnop');
  const file = {
    type: 'service_account',
    project_id: project,
    private_key_id: random_text(40, '0123456789abcdef'),
    private_key: pem,
    client_email: `gateway@${project}.iam.gserviceaccount.com`,
    client_id: random_text(21, '123456789'),
    token_uri: 'https://oauth2.googleapis.com/token',
    universe_domain: 'googleapis.com',
  };
  return { file, json: JSON.stringify(file, null, 2), secrets: pem.split('\n').filter((line) => line.length === 64) };
}

/**
 * @typedef {object} Credential
 * @property {string[]} secrets what must be left behind nowhere
 * @property {unknown} hint what the server may show of it
 * @property {(console: Console, dialog: Locator) => Promise<void>} enter
 */

/**
 * A single key, typed or pasted.
 * @param {string} prefix
 * @param {number} length
 * @param {string} [alphabet]
 * @returns {Credential}
 */
function api_key(prefix, length, alphabet) {
  const key = prefix + random_text(length, alphabet);
  return {
    secrets: [key],
    hint: { kind: 'api_key', last4: key.slice(-4) },
    enter: (console, dialog) => console.paste(console.field(dialog, 'API Key'), key),
  };
}

/** @returns {Credential} */
function bedrock() {
  const regions = [
    { region: 'us-east-1', option: /US East \(N\. Virginia\)/, id: access_key_id(), secret: random_text(40) },
    { region: 'eu-central-1', option: /Europe \(Frankfurt\)/, id: access_key_id(), secret: random_text(40) },
  ];
  return {
    secrets: regions.map((each) => each.secret),
    hint: { kind: 'bedrock', regions: regions.map((each) => ({ region: each.region, access_key_id: each.id })) },
    async enter(console, dialog) {
      for (const [index, each] of regions.entries()) {
        if (index > 0) await dialog.getByRole('button', { name: 'Add region', exact: true }).click();
        const group = region_group(dialog, index + 1);
        await console.choose(group, 'Region', each.region, each.option);
        await console.field(group, 'Access Key ID').fill(each.id);
        const secret = console.field(group, 'Secret Access Key');
        if (index === 0) await secret.pressSequentially(each.secret);
        else await console.paste(secret, each.secret);
      }
    },
  };
}

/**
 * @param {Locator} dialog
 * @param {number} number from 1
 */
export function region_group(dialog, number) {
  return dialog.getByRole('group', { name: `Region ${number}`, exact: true });
}

/** @returns {Credential} */
function vertex() {
  const { file, json, secrets } = service_account();
  const { project_id, client_email, private_key_id } = file;
  return {
    secrets,
    hint: { kind: 'vertex', project_id, client_email, private_key_id },
    async enter(console, dialog) {
      const field = console.field(dialog, 'Service account JSON');
      await console.paste(field, json);
      await until('the form says whose key it is', async () => {
        const said = await description(field);
        const text = said + (await dialog.innerText());
        return [project_id, client_email, private_key_id].every((fact) => text.includes(fact));
      });
    },
  };
}

/** @returns {Credential} */
function azure() {
  const endpoint = `https://byok-${random_text(8, 'abcdefghijklmnop')}.openai.azure.com/`;
  const key = random_text(52) + 'JQQJ99' + random_text(1) + 'A' + random_text(12) + 'AAAAACOG' + random_text(4);
  return {
    secrets: [key],
    hint: { kind: 'azure', endpoint, last4: key.slice(-4) },
    async enter(console, dialog) {
      await console.field(dialog, 'Endpoint').fill(endpoint);
      await console.paste(console.field(dialog, 'API Key'), key);
    },
  };
}

/** What a person types to find the provider, what it is called on screen, and its credential. */
export const providers = [
  { slug: 'anthropic', typed: 'anth', name: 'Anthropic', credential: api_key('sk-ant-api03-', 95) },
  { slug: 'openai', typed: 'openai', name: 'OpenAI', credential: api_key('sk-proj-' + random_text(74) + 'T3BlbkFJ', 74) },
  { slug: 'google_vertex_ai', typed: 'vertex', name: 'Google Vertex AI', credential: vertex() },
  { slug: 'mistral', typed: 'MISTRAL', name: 'Mistral', credential: api_key('', 32) },
  { slug: 'deepseek', typed: 'seek', name: 'DeepSeek', credential: api_key('sk-', 32, '0123456789abcdef') },
  { slug: 'xai', typed: 'xai', name: 'xAI', credential: api_key('xai-', 80) },
  { slug: 'zai', typed: 'z.ai', name: 'Z.ai', credential: api_key(random_text(32, '0123456789abcdef') + '.', 16) },
  { slug: 'bedrock', typed: 'bedrock', name: 'AWS Bedrock', credential: bedrock() },
  { slug: 'azure', typed: 'azure', name: 'Azure OpenAI', credential: azure() },
];

/** Of a secret, the part that no hint shows. */
const middle_length = 20;

/**
 * The byte patterns that tell that a secret was left behind: as it is, in base64 at each of its three alignments, in
 * base64url, percent-encoded, as JSON escapes it, in hexadecimal, and in two bytes a letter.
 * @param {string} secret
 * @returns {Buffer[]}
 */
export function traces_of(secret) {
  const begin = Math.max(0, Math.floor((secret.length - middle_length) / 2));
  const middle = secret.slice(begin, begin + middle_length);
  const patterns = new Set([middle, encodeURIComponent(middle), middle.replaceAll('/', '\\/')]);
  for (const skip of [0, 1, 2]) {
    // Whole groups of three bytes, so that what stands around them does not matter.
    const groups = middle.slice(skip, skip + Math.floor((middle.length - skip) / 3) * 3);
    patterns.add(Buffer.from(groups).toString('base64'));
    patterns.add(Buffer.from(groups).toString('base64url'));
  }
  patterns.add(Buffer.from(middle).toString('hex'));
  patterns.add(Buffer.from(middle).toString('hex').toUpperCase());
  return [...[...patterns].map((pattern) => Buffer.from(pattern)), Buffer.from(middle, 'utf16le')];
}

/**
 * Where in `places` traces of `secrets` are found; the secret itself is not in the answer.
 * @param {string[]} secrets
 * @param {{place: string, bytes: Buffer}[]} places
 * @returns {string[]}
 */
export function leftovers(secrets, places) {
  return places.flatMap(({ place, bytes }) =>
    secrets.flatMap((secret, index) =>
      traces_of(secret).some((trace) => bytes.includes(trace)) ? [`secret ${index + 1} of ${secrets.length} in ${place}`] : []));
}
