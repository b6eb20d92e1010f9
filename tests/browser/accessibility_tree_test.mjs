// @ts-check
// A person who has nothing but what Chromium tells assistive technology: its accessibility tree (CDP), not the document.
// What they do is done at the nodes of that tree, with a pointer and a keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { random_text, service_account } from './credentials.mjs';
import { FakeApi, held, json, organization, provider_key, token } from './fake_api.mjs';
import { until } from './until.mjs';

/** @typedef {{role: string, name: string, description: string, value: string, states: Record<string, any>, backend: number}} AxNode */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;

before(async () => {
  browser = await launch();
  fake = await FakeApi.start({ provider_keys: [provider_key(1, { provider: 'anthropic', name: 'Production key' })] });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

class AccessibilityTree {
  /** @param {import('./browser.mjs').Person} person */
  static async of({ context, page }) {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Accessibility.enable');
    await cdp.send('DOM.enable');
    return new AccessibilityTree(cdp, page);
  }

  /**
   * @param {import('playwright-core').CDPSession} cdp
   * @param {import('playwright-core').Page} page
   */
  constructor(cdp, page) {
    this.cdp = cdp;
    this.page = page;
    /** @type {string[]} what was typed and must be told to nobody */
    this.secrets = [];
  }

  /** @returns {Promise<AxNode[]>} what is not ignored, in reading order; of what announces itself, the name is its words */
  async nodes() {
    const { nodes } = await this.cdp.send('Accessibility.getFullAXTree');
    const told = JSON.stringify(nodes);
    for (const secret of this.secrets) assert.ok(!told.includes(secret), 'a secret is in the accessibility tree');
    const by_id = new Map(nodes.map((node) => [node.nodeId, node]));
    /** @param {typeof nodes[number]} node @returns {string} */
    const words = (node) => node.name?.value || (node.childIds ?? []).map((id) => by_id.get(id)).map((child) => (child ? words(child) : '')).join('');
    const announces = (/** @type {typeof nodes[number]} */ { role }) => role?.value === 'alert' || role?.value === 'status';
    return nodes.filter(({ ignored }) => !ignored).map((node) => ({
      role: node.role?.value ?? '',
      name: announces(node) ? words(node) : node.name?.value ?? '',
      description: node.description?.value ?? '',
      value: String(node.value?.value ?? ''),
      states: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
      backend: node.backendDOMNodeId ?? 0,
    }));
  }

  /**
   * Waits for the node, the first if there are several, until it is as `fits` wants it.
   * @param {string} role
   * @param {string | RegExp} name
   * @param {(node: AxNode) => unknown} [fits]
   */
  async find(role, name, fits = () => true) {
    /** @type {AxNode | undefined} */
    let last;
    const found = until(`${role} "${name}" is told of, ${fits}`, async () => {
      last = (await this.nodes()).find((node) => node.role === role && (typeof name === 'string' ? node.name === name : name.test(node.name)));
      return last && fits(last) ? last : undefined;
    });
    return found.catch((error) => assert.fail(`${error.message}; it is ${JSON.stringify(last)}`));
  }

  /** @param {string} role @param {string | RegExp} name */
  async has(role, name) {
    return (await this.nodes()).some((node) => node.role === role && (typeof name === 'string' ? node.name === name : name.test(node.name)));
  }

  /** @param {string} role @param {string | RegExp} name */
  async click(role, name) {
    const { backend } = await this.find(role, name);
    await this.cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: backend });
    let last = '';
    const border = await until(`${role} "${name}" stands still`, async () => {  // a dialog finds its place after it has opened
      const { model } = await this.cdp.send('DOM.getBoxModel', { backendNodeId: backend });
      await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const same = last === String(model.border);
      last = String(model.border);
      return same ? model.border : undefined;
    });
    const [left, top, , , right, bottom] = border;
    await this.page.mouse.click((left + right) / 2, (top + bottom) / 2);
  }

  /** @param {string} field @param {string} text @param {string} [role] */
  async type(field, text, role = 'textbox') {
    await this.click(role, field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  /** @param {string} field @param {string} text */
  async type_secret(field, text) {
    this.secrets.push(text);
    await this.type(field, text);
  }
}

/** @param {AxNode} node */
const invalid = ({ states }) => states.invalid === 'true';

test('a key is created, edited and deleted by what assistive technology is told', async (t) => {
  const person = await new_person(t, browser, { origin: fake.origin, complaints: [/status of 40[13]/] });
  const { page } = person;
  await page.goto(fake.origin + '/');
  const tree = await AccessibilityTree.of(person);

  await tree.find('main', /^/);
  const token_field = await tree.find('textbox', 'Console token', ({ states }) => states.required === true);
  assert.match(token_field.description, /kept in memory only/);
  await tree.type_secret('Console token', 'wrong-' + random_text(20));
  await tree.click('button', 'Sign in');
  await tree.find('alert', /token/i, ({ states }) => states.live === 'assertive');
  await tree.type('Console token', token);
  await page.keyboard.press('Enter');

  await tree.find('heading', 'Api Keys', ({ states }) => states.level === 1);
  for (const landmark of ['banner', 'navigation', 'main']) await tree.find(landmark, /^/);
  assert.equal((await tree.nodes()).filter(({ role, states }) => role === 'heading' && states.level === 1).length, 1);
  await tree.find('tab', 'BYOK', ({ states }) => states.selected === true);
  await tree.find('table', 'Provider keys');
  await tree.find('columnheader', 'Name');
  await tree.find('cell', 'Production key');
  const menu_button = await tree.find('button', 'Actions for Production key', ({ states }) => states.expanded === false);
  assert.equal(menu_button.states.hasPopup, 'menu');

  await tree.click('button', 'Create a new Provider Key');
  await tree.find('dialog', 'Add Provider Key', ({ states }) => states.modal === true);
  assert.equal(await tree.has('table', 'Provider keys'), false, 'what lies under the dialog is told to nobody');
  await tree.find('combobox', 'Provider', ({ states }) => states.required === true && states.expanded === false && states.hasPopup === 'listbox');
  await tree.type('Provider', 'mistral', 'combobox');
  await tree.find('combobox', 'Provider', ({ states }) => states.expanded === true);
  await tree.find('listbox', 'Provider');
  await tree.click('option', 'Mistral');
  await tree.find('combobox', 'Provider', ({ states, value }) => states.expanded === false && value === 'Mistral');

  await tree.type('Name', ' ');
  await tree.click('button', 'Save');
  await tree.find('textbox', 'Name', (node) => invalid(node) && node.description.includes('Enter a name.'));
  await tree.find('textbox', 'API Key', (node) => invalid(node) && node.description !== '');
  await tree.find('textbox', 'Name', ({ states }) => states.focused === true);
  await tree.find('checkbox', 'Assign to entire organization', ({ states }) => states.checked === 'true');
  await tree.type('Name', 'For the tree');
  await tree.type_secret('API Key', random_text(32));
  const creation = held();
  fake.next('POST', '/provider-keys', async (response, call) => {
    await creation.released;
    fake.behave(response, call);
  });
  await tree.find('textbox', 'Name', (node) => !invalid(node));
  await tree.click('button', 'Save');
  // CDP tells nothing of aria-busy (tests/flow have it); the button that is busy keeps its place and the focus.
  await until('it is being saved', () => fake.count('POST', '/provider-keys') === 1);
  await tree.find('button', 'Save', ({ states }) => states.focused === true);
  creation.release();
  await tree.find('status', 'For the tree was added.', ({ states }) => states.live === 'polite');
  await tree.find('cell', 'For the tree');
  assert.equal(await tree.has('dialog', /^/), false);

  await tree.click('button', 'Actions for For the tree');
  await tree.find('menu', 'Actions for For the tree');
  await tree.find('menuitem', 'Edit', ({ states }) => states.focused === true);
  await tree.click('menuitem', 'Edit');
  await tree.find('dialog', 'Edit Provider Key', ({ states }) => states.modal === true);
  assert.equal((await tree.find('textbox', 'Name', ({ value }) => value !== '')).value, 'For the tree');
  await tree.type('Name', 'Told of');
  fake.next('POST', `/v1/organizations/${organization}/provider-keys/pk_1001`, json(403, { error: { type: 'forbidden_error', message: 'Not today.' } }));
  await tree.click('button', 'Save');
  await tree.find('alert', /Not today/, ({ states }) => states.live === 'assertive');
  await tree.click('button', 'Save');
  await tree.find('status', 'Changes to Told of were saved.', ({ states }) => states.live === 'polite');

  await tree.click('button', 'Actions for Told of');
  await tree.click('menuitem', 'Delete');
  const question = await tree.find('alertdialog', 'Delete provider key', ({ states }) => states.modal === true);
  assert.match(question.description, /Told of \(Mistral\) will be deleted for good\./);
  await tree.find('button', 'Cancel', ({ states }) => states.focused === true);
  fake.next('DELETE', '/provider-keys/pk_1001', json(403, { error: { type: 'forbidden_error', message: 'Not today.' } }));
  await tree.click('button', 'Delete');
  await tree.find('alert', /Not today/, ({ states }) => states.live === 'assertive');
  assert.equal((await tree.nodes()).filter(({ role }) => role === 'alert').length, 1, 'it is announced once');
  await tree.click('button', 'Delete');
  await tree.find('status', 'Told of was deleted.', ({ states }) => states.live === 'polite');
  await until('the row is gone', async () => !(await tree.has('cell', 'Told of')));
});

test('no secret is told, whatever field it is typed into', async (t) => {
  const person = await new_person(t, browser, { origin: fake.origin });
  await person.console.open(fake.link);
  const tree = await AccessibilityTree.of(person);
  const add = await person.console.open_form();

  await person.console.choose(add, 'Provider', 'bedrock', 'AWS Bedrock');
  await tree.type_secret('Secret Access Key', random_text(40));
  await tree.find('textbox', 'Secret Access Key', ({ value }) => value !== '');
  await person.console.choose(add, 'Provider', 'azure', 'Azure OpenAI');
  await tree.type_secret('API Key', random_text(84));
  await tree.find('textbox', 'API Key', ({ value }) => value !== '');
});

test('no service account is told', async (t) => {
  const person = await new_person(t, browser, { origin: fake.origin });
  await person.console.open(fake.link);
  const tree = await AccessibilityTree.of(person);
  const add = await person.console.open_form();
  const { json: file, secrets } = service_account();
  await person.console.choose(add, 'Provider', 'vertex', 'Google Vertex AI');
  tree.secrets.push(...secrets);
  await tree.click('textbox', 'Service account JSON');
  await person.page.keyboard.insertText(file);
  await person.console.says(add, 'iam.gserviceaccount.com');
  await tree.nodes();
});

test('no browser and no password manager is given a reason to keep a credential', async (t) => {
  const person = await new_person(t, browser, { origin: fake.origin });
  const { page, console } = person;
  /** How every field that is there asks to be left alone. */
  const all_ask = async () => {
    const fields = await page.locator('input.entry, textarea.entry').evaluateAll((elements) => elements.map((element) => ({
      // What a password field says so that Chromium keeps nothing (password_store_test.mjs).
      right_autocomplete: element.getAttribute('autocomplete') === (element.getAttribute('type') === 'password' ? 'one-time-code' : 'off'),
      ignored: ['data-1p-ignore', 'data-lpignore', 'data-bwignore'].every((name) => element.getAttribute(name) === 'true'),
      in_a_form: element.closest('form') !== null,
      named: element.hasAttribute('name'),
    })));
    assert.ok(fields.length > 0);
    for (const field of fields) assert.deepEqual(field, { right_autocomplete: true, ignored: true, in_a_form: false, named: false });
  };
  await page.goto(fake.origin + '/');
  await console.token_field.waitFor();
  await all_ask();
  assert.equal(await console.token_field.getAttribute('type'), 'password');
  await page.goto('about:blank');
  await console.open(fake.link);
  const add = await console.open_form();
  for (const [typed, name] of [['mistral', 'Mistral'], ['bedrock', 'AWS Bedrock'], ['azure', 'Azure OpenAI'], ['vertex', 'Google Vertex AI']]) {
    await console.choose(add, 'Provider', typed, name);
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await all_ask();
  }
});
