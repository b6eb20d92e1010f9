// @ts-check
// A client that writes, and remembers what was acknowledged: what has to be there after whatever happens to the server.
// It alone changes its objects, so that each is as it was last acknowledged, but for the one request that had no answer
// yet: that one happened as a whole or not at all.

import assert from 'node:assert/strict';
import { run_to_end } from './server_process.mjs';

/** @typedef {import('./server_process.mjs').Server} Server */
/** @typedef {import('./seeded_random.mjs').SeededRandom} SeededRandom */
/** @typedef {Record<string, any>} Listed as a list of the API has it */
/** @typedef {{provider_keys: Map<string, Listed>, api_keys: Map<string, Listed>}} Objects */
/** @typedef {{what: string, apply: (objects: Objects) => void}} Pending `apply`: what it would come to */

/** Where the id and the times of an object stand that nobody was told of. */
const unknown = '(not told)';
const objects_max = 6;

/** @param {Objects} objects @returns {Objects} */
const copy_of = (objects) => structuredClone(objects);

export class RecordedWriter {
  /** What was acknowledged. @type {Objects} */
  objects = { provider_keys: new Map(), api_keys: new Map() };
  /** The gateway keys themselves, by id. @type {Map<string, string>} */
  gateway_keys = new Map();
  acknowledged = 0;
  /** @type {Pending | undefined} */
  #pending;
  #names = 0;
  #name;
  #random;

  /** @param {string} name begins the name of everything it makes @param {SeededRandom} random */
  constructor(name, random) {
    this.#name = name;
    this.#random = random;
  }

  /** Whether it made the object of that name. @param {string} name */
  owns(name) {
    return name.startsWith(`${this.#name} `);
  }

  /**
   * Sends one request and records its answer. False when none came, or one in which `trouble` finds trouble that was
   * to be expected: 'refused' = it did not happen, 'uncertain' = perhaps it did.
   * @param {Server} server @param {(answer: import('./server_process.mjs').Answer) => 'refused' | 'uncertain' | undefined} [trouble]
   */
  async write(server, trouble = () => undefined) {
    const { method, where, body, pending, settle } = this.#next();
    this.#pending = pending;
    /** @type {import('./server_process.mjs').Answer} */
    let answer;
    try {
      answer = await server.ask(method, server.path(where), { body });
    } catch {
      return false;  // no answer: it may have happened
    }
    const found = trouble(answer);
    if (found !== 'uncertain') this.#pending = undefined;
    if (found) return false;
    assert.ok(answer.status === 200 || answer.status === 201, `${pending.what}: ${answer.status} ${answer.text}`);
    pending.apply(this.objects);
    settle(answer.body);
    ++this.acknowledged;
    return true;
  }

  /** Compares with what the server has; what had no answer is known from then on. @param {Server} server */
  async check(server) {
    const there = await listed(server, (name) => this.owns(name));
    const without = by_name(this.objects);
    const found = by_name(there);
    if (this.#pending) {
      const applied = copy_of(this.objects);
      this.#pending.apply(applied);
      const happened = without_untold(by_name(applied), found);
      if (JSON.stringify(happened) !== JSON.stringify(found)) assert.deepEqual(found, without, `${this.#pending.what} happened in part, or something else is lost`);
    } else {
      assert.deepEqual(found, without, 'what was acknowledged is there, and nothing else');
    }
    this.#pending = undefined;
    this.objects = there;
    let { token } = server;
    for (const id of there.api_keys.keys()) {
      const reveal = () => server.ask('GET', server.path(`/api_keys/${id}/reveal`), { token });
      let { status, body } = await reveal();
      if (status === 429) {
        // One token reads only so many in a minute.
        token = run_to_end(['token', 'create', '--name', 'Another', '--role', 'admin', '--data', server.data]).out.trim();
        ({ status, body } = await reveal());
      }
      assert.equal(status, 200, 'what is sealed opens');
      assert.equal(body.key, this.gateway_keys.get(id) ?? body.key);
      this.gateway_keys.set(id, body.key);
    }
  }

  /** @returns {{method: string, where: string, body?: unknown, pending: Pending, settle: (body: any) => void}} */
  #next() {
    const random = this.#random;
    const { provider_keys, api_keys } = this.objects;
    if (api_keys.size === 0) return this.#create_api_key();
    if (provider_keys.size === 0) return this.#create_provider_key();
    const removing = provider_keys.size + api_keys.size > objects_max ? 0.5 : 0.1;
    if (random.happens(removing)) {
      // The only one that may use a provider key cannot be deleted.
      const unneeded = [...api_keys.keys()].filter((id) => ![...provider_keys.values()].some((key) => key.api_key_ids?.length === 1 && key.api_key_ids[0] === id));
      if (unneeded.length > 0 && random.happens(0.5)) return this.#delete_api_key(random.one_of(unneeded));
      return this.#delete_provider_key(random.one_of([...provider_keys.keys()]));
    }
    return random.one_of([() => this.#create_api_key(), () => this.#create_provider_key(), () => this.#change_provider_key(), () => this.#change_provider_key()])();
  }

  #new_name() {
    return `${this.#name} ${++this.#names}`;
  }

  #new_secret() {
    return `sk-made-up-${this.#name}-${++this.#names}-${String(this.#random.below(10_000)).padStart(4, '0')}`;
  }

  #create_api_key() {
    const name = this.#new_name();
    const pending = {
      what: `creating the API key ${name}`,
      apply: (/** @type {Objects} */ objects) => { objects.api_keys.set(unknown, { id: unknown, name, active: true }); },
    };
    const settle = (/** @type {any} */ body) => {
      this.objects.api_keys.delete(unknown);
      this.objects.api_keys.set(body.id, told(body));
      this.gateway_keys.set(body.id, body.key);
    };
    return { method: 'POST', where: '/api_keys', body: { name, type: 'api' }, pending, settle };
  }

  #create_provider_key() {
    const name = this.#new_name();
    const provider_key = this.#new_secret();
    const api_key_ids = this.#random.some_of([...this.objects.api_keys.keys()]);
    const pending = {
      what: `creating the provider key ${name}`,
      apply: (/** @type {Objects} */ objects) => {
        objects.provider_keys.set(unknown, { id: unknown, updated_at: unknown, name, active: true, api_key_ids, last4: provider_key.slice(-4) });
      },
    };
    const settle = (/** @type {any} */ body) => {
      this.objects.provider_keys.delete(unknown);
      this.objects.provider_keys.set(body.id, told(body));
    };
    return { method: 'POST', where: '/provider-keys', body: { provider: 'openai', name, provider_key, api_key_ids }, pending, settle };
  }

  /** Several parts at once, so that half of it would show. */
  #change_provider_key() {
    const key = this.#random.one_of([...this.objects.provider_keys.values()]);
    const provider_key = this.#random.happens(0.5) ? this.#new_secret() : undefined;
    const change = { name: this.#new_name(), active: !key.active, api_key_ids: this.#random.some_of([...this.objects.api_keys.keys()]) };
    const after = { ...key, ...change, updated_at: unknown, last4: provider_key?.slice(-4) ?? key.last4 };
    const pending = {
      what: `changing ${key.name} to ${change.name}`,
      apply: (/** @type {Objects} */ objects) => { objects.provider_keys.set(key.id, after); },
    };
    const settle = (/** @type {any} */ body) => { this.objects.provider_keys.set(key.id, told(body)); };
    return { method: 'POST', where: `/provider-keys/${key.id}`, body: { ...change, provider_key }, pending, settle };
  }

  /** @param {string} id */
  #delete_provider_key(id) {
    const pending = { what: `deleting ${id}`, apply: (/** @type {Objects} */ objects) => { objects.provider_keys.delete(id); } };
    return { method: 'DELETE', where: `/provider-keys/${id}`, pending, settle: () => {} };
  }

  /** With it go its assignments. @param {string} id */
  #delete_api_key(id) {
    const pending = {
      what: `deleting ${id} with its assignments`,
      apply: (/** @type {Objects} */ objects) => {
        objects.api_keys.delete(id);
        for (const key of objects.provider_keys.values()) key.api_key_ids = key.api_key_ids.filter((/** @type {string} */ each) => each !== id);
      },
    };
    return { method: 'DELETE', where: `/api_keys/${id}`, pending, settle: () => {} };
  }
}

/** What is compared of an object. @param {any} object @returns {Listed} */
function told(object) {
  const { id, name, active } = object;
  if (object.object !== 'provider_key') return { id, name, active };
  return { id, updated_at: object.updated_at, name, active, api_key_ids: object.api_key_ids ?? [], last4: object.credential.last4 };
}

/** @param {Server} server @param {(name: string) => boolean} wanted @returns {Promise<Objects>} */
async function listed(server, wanted) {
  const of = async (/** @type {string} */ where) => {
    const { status, body, text } = await server.ask('GET', server.path(where));
    assert.equal(status, 200, text);
    /** @type {any[]} */
    const rows = Array.isArray(body) ? body : body.data;
    return new Map(rows.filter((row) => wanted(row.name)).map((row) => [row.id, told(row)]));
  };
  return { provider_keys: await of('/provider-keys'), api_keys: await of('/api_keys') };
}

/** In an order that does not depend on ids that are not told, and with the assignments' order kept. @param {Objects} objects */
function by_name(objects) {
  const sorted = (/** @type {Map<string, Listed>} */ map) => [...map.values()].map((each) => structuredClone(each)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { provider_keys: sorted(objects.provider_keys), api_keys: sorted(objects.api_keys) };
}

/** @param {ReturnType<typeof by_name>} expected @param {ReturnType<typeof by_name>} found */
function without_untold(expected, found) {
  for (const kind of /** @type {const} */ (['provider_keys', 'api_keys'])) {
    for (const object of expected[kind]) {
      const same = found[kind].find(({ name }) => name === object.name);
      for (const member of Object.keys(object)) if (object[member] === unknown && same?.[member]) object[member] = same[member];
    }
  }
  return expected;
}
