// @ts-check
// What a person does in the console, by accessible role and name alone.

import { until } from './until.mjs';

/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('playwright-core').Page} Page */

export class Console {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.heading = page.getByRole('heading', { name: 'Api Keys', level: 1, exact: true });
    this.table = page.getByRole('table', { name: 'Provider keys', exact: true });
    this.api_key_table = page.getByRole('table', { name: 'API keys', exact: true });
    this.token_field = page.getByRole('textbox', { name: 'Console token', exact: true });
    /** The one at the top; another is below the table. */
    this.create_button = page.getByRole('button', { name: 'Create a new Provider Key', exact: true }).first();
    this.add_dialog = page.getByRole('dialog', { name: 'Add Provider Key', exact: true });
    this.edit_dialog = page.getByRole('dialog', { name: 'Edit Provider Key', exact: true });
  }

  /**
   * Follows a sign-in link.
   * @param {string} link
   */
  async open(link) {
    await this.page.goto(link);
    await this.heading.waitFor();
  }

  /**
   * The row of a provider key, or of an API key.
   * @param {string} name
   */
  row(name) {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('button', { name: `Actions for ${name}`, exact: true }) });
  }

  /**
   * What stands in a row, cell by cell, without the one of the menu.
   * @param {string} name
   */
  async cells(name) {
    const cells = await this.row(name).getByRole('cell').all();
    const texts = await Promise.all(cells.map((cell) => cell.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent ?? '')));
    return texts.slice(0, -1);
  }

  /**
   * Chooses from the menu of a row.
   * @param {string} name
   * @param {string} entry
   */
  async choose_action(name, entry) {
    await this.page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await this.page.getByRole('menu', { name: `Actions for ${name}`, exact: true }).getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /**
   * Types into a combobox and takes an option of its list.
   * @param {Locator} within
   * @param {string} label
   * @param {string} typed
   * @param {string | RegExp} option
   */
  async choose(within, label, typed, option) {
    const box = within.getByRole('combobox', { name: label, exact: true });
    await box.click();
    await box.fill(typed);
    await this.page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
  }

  /**
   * Assigns to one API key instead of to the whole organization.
   * @param {Locator} dialog
   * @param {string} typed
   * @param {string} name
   */
  async assign_to(dialog, typed, name) {
    await dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
    await this.choose(dialog, 'API keys', typed, name);
    // The list stays open for more.
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('listbox').waitFor({ state: 'detached' });
  }

  /** Opens the form for a new key. */
  async open_form() {
    await this.create_button.click();
    await this.add_dialog.waitFor();
    return this.add_dialog;
  }

  /**
   * @param {Locator} dialog
   * @param {string} label
   */
  field(dialog, label) {
    return dialog.getByRole('textbox', { name: label, exact: true });
  }

  /** @param {Locator} dialog */
  async save(dialog) {
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  }

  /**
   * Pastes, by the clipboard and the keyboard, into the field that is clicked.
   * @param {Locator} field
   * @param {string} text
   */
  async paste(field, text) {
    await field.click();
    await this.page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /**
   * Waits until a live region says it, or has said it since the last announcement that was waited for.
   * @param {string} text
   */
  async announced(text) {
    await until(`"${text}" is announced`, () => this.page.evaluate((wanted) => {
      const spoken = /** @type {string[]} */ (/** @type {any} */ (window).byok_spoken);
      const at = spoken.findIndex((sentence) => sentence.includes(wanted));
      if (at >= 0) spoken.splice(0, at + 1);
      return at >= 0;
    }, text));
  }

  /**
   * Waits until a sentence can be read somewhere inside of `scope`.
   * @param {Locator} scope
   * @param {string} text
   */
  async says(scope, text) {
    await until(`"${text}" can be read`, async () => (await spoken(scope)).includes(text));
  }

  /**
   * Waits until a field is marked as wrong, and says why.
   * @param {Locator} field
   * @param {string | RegExp} sentence
   */
  async complains(field, sentence) {
    await until(`the field says ${sentence}`, async () => {
      if ((await field.getAttribute('aria-invalid')) !== 'true') return false;
      const said = await description(field);
      return typeof sentence === 'string' ? said.includes(sentence) : sentence.test(said);
    });
  }
}

/**
 * Everything inside of an element that assistive technology can read, in reading order.
 * @param {Locator} scope
 */
export function spoken(scope) {
  return scope.evaluate((element) => {
    const parts = [element.getAttribute('aria-label') ?? ''];
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      parts.push((node instanceof Element ? node.getAttribute('aria-label') : node.nodeValue) ?? '');
    }
    return parts.filter((part) => part !== '').join(' ');
  });
}

/**
 * An element's description, as aria-describedby gives it.
 * @param {Locator} locator
 */
export function description(locator) {
  return locator.evaluate((element) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });
}

/**
 * Listens to the live regions of every document that the page will open, as a screen reader does: what they said is
 * remembered, also when it is gone from the screen before anybody looks.
 * @param {Page} page
 */
export function listen_to_live_regions(page) {
  return page.addInitScript(() => {
    /** @type {string[]} */
    const spoken = [];
    Object.defineProperty(window, 'byok_spoken', { value: spoken });
    const regions = '[role=status], [role=alert]';
    new MutationObserver((mutations) => {
      /** @type {Set<Element>} */
      const changed = new Set();
      for (const { target, addedNodes } of mutations) {
        const around = (target instanceof Element ? target : target.parentElement)?.closest(regions);
        if (around) changed.add(around);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const region of [node, ...node.querySelectorAll(regions)]) if (region.matches(regions)) changed.add(region);
        }
      }
      for (const region of changed) {
        const labels = [region, ...region.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label') ?? '');
        spoken.push([...labels, region.textContent ?? ''].join(' '));
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['aria-label'] });
  });
}
