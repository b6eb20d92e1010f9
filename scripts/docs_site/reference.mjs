// @ts-check
// The reference of the API, from assets/openapi.yaml: every operation and every schema with an anchor of its own, every
// reference a link. A keyword that is not shown here is an error and not left out, so that the page says all that there is.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { Html, html, slug } from './html.mjs';
import { code_block } from './markdown.mjs';
import { checkout } from './program.mjs';

/** @typedef {Record<string, any>} Node an object of the document */
/** @typedef {import('./markdown.mjs').Heading} Heading */

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const markdown = new MarkdownIt({ html: false, xhtmlOut: true });

/** @returns {Node} */
export function read_openapi() {
  return parse(readFileSync(path.join(checkout, 'assets/openapi.yaml'), 'utf8'));
}

/** @param {string | undefined} text Markdown, also over several paragraphs */
function prose(text) {
  return new Html(text ? markdown.render(text) : '');
}

/** @param {string | undefined} text Markdown within a line */
function words(text) {
  return new Html(text ? markdown.renderInline(text.trim()) : '');
}

/**
 * The anchor of `#/components/KIND/NAME`.
 * @param {string} ref
 */
function anchor_of(ref) {
  const [, kind, name] = /^#\/components\/(schemas|responses|headers|parameters)\/(\w+)$/.exec(ref) ?? [];
  if (!kind) throw new Error(`the reference ${ref} leads nowhere that is shown`);
  return { id: `${kind.slice(0, -1)}-${name}`, name };
}

/** @param {string} ref */
function reference(ref) {
  const { id, name } = anchor_of(ref);
  return html`<a href="#${id}">${name}</a>`;
}

/** @param {unknown} value */
function code(value) {
  return html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;
}

/** @param {Html[]} items */
function listed(items) {
  return items.map((item, at) => (at === 0 ? item : html`, ${item}`));
}

// ── schemas ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * @param {number} count
 * @param {string} one
 */
function counted(count, one) {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** What each keyword that bounds a value says. @type {Record<string, (value: any) => Html | null>} */
const bounds = {
  format: (value) => html`format ${code(value)}`,
  pattern: (value) => html`matches ${code(value)}`,
  minLength: (value) => html`at least ${counted(value, 'character')}`,
  maxLength: (value) => html`at most ${counted(value, 'character')}`,
  minimum: (value) => html`at least ${value}`,
  maximum: (value) => html`at most ${value}`,
  minItems: (value) => html`at least ${counted(value, 'item')}`,
  maxItems: (value) => (value === 0 ? html`always empty` : html`at most ${counted(value, 'item')}`),
  uniqueItems: (value) => (value ? html`no item twice` : null),
  minProperties: (value) => html`at least ${counted(value, 'member')}`,
  maxProperties: (value) => html`at most ${counted(value, 'member')}`,
  default: (value) => html`${code(value)} when left out`,
  writeOnly: (value) => (value ? html`never in an answer` : null),
  unevaluatedProperties: (value) => (value === false ? html`no other members` : null),
};

/** Keywords that `type_of`, `members_of` and `schema_body` show. */
const shown_elsewhere = ['$ref', 'type', 'enum', 'const', 'oneOf', 'items', 'properties', 'required', 'additionalProperties', 'description', 'example', 'examples'];

/** @param {Node} schema */
function bounds_of(schema) {
  const found = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (shown_elsewhere.includes(keyword)) continue;
    if (!(keyword in bounds)) throw new Error(`the reference does not know how to show "${keyword}" of a schema`);
    found.push(bounds[keyword](value));
  }
  if (schema.additionalProperties === false) found.push(html`no other members`);
  return found.filter((each) => each !== null);
}

/**
 * In a few words: "string or null", "array of Id".
 * @param {Node} schema
 * @returns {Html}
 */
function type_of(schema) {
  if (schema.$ref) return reference(schema.$ref);
  if ('const' in schema) return html`always ${code(schema.const)}`;
  if (schema.enum) return html`one of ${listed(schema.enum.map(code))}`;
  if (schema.oneOf) {
    const simple = schema.oneOf.every((/** @type {Node} */ each) => each.$ref || each.type !== 'object');
    return simple ? html`${schema.oneOf.map((/** @type {Node} */ each, /** @type {number} */ at) => (at === 0 ? type_of(each) : html` or ${type_of(each)}`))}` : html`one of these objects`;
  }
  const types = [schema.type ?? 'any'].flat();
  return html`${types.map((type, at) => html`${at > 0 && ' or '}${type === 'array' && schema.items ? html`array of ${type_of(schema.items)}` : type}`)}`;
}

/** @param {Node} schema */
function short(schema) {
  return html`${listed([type_of(schema), ...bounds_of(schema)])}`;
}

/**
 * The members of an object, in those of its members, and so on.
 * @param {Node} schema
 * @returns {Html | null}
 */
function members_of(schema) {
  const required = schema.required ?? [];
  const rows = Object.entries(schema.properties ?? {}).map(([name, member]) => html`<dt><code>${name}</code> <span class="bounds">${short(member)}${required.includes(name) ? '' : html`, optional`}</span></dt>
<dd>${member.description && html`<p>${words(member.description)}</p>`}${inside(member)}</dd>\n`);
  if (schema.additionalProperties) {
    rows.push(html`<dt>any name <span class="bounds">${short(schema.additionalProperties)}</span></dt>\n<dd>${inside(schema.additionalProperties)}</dd>\n`);
  }
  return rows.length === 0 ? null : html`<dl class="members">${rows}</dl>\n`;
}

/**
 * What is in a schema besides its own line.
 * @param {Node} schema
 * @returns {Html | null}
 */
function inside(schema) {
  if (schema.$ref && !schema.properties) return null;
  if (schema.oneOf?.some((/** @type {Node} */ each) => each.type === 'object')) {
    return html`<ul class="choices">${schema.oneOf.map((/** @type {Node} */ each) => html`<li>${short(each)}${members_of(each)}</li>\n`)}</ul>\n`;
  }
  if (schema.items && !schema.items.$ref) return members_of(schema.items);
  return members_of(schema);
}

/** @param {Node} schema */
function schema_body(schema) {
  const examples = schema.examples ?? (schema.example === undefined ? [] : [schema.example]);
  // A schema may be another one with more: its reference is then the first of what it says.
  const more = schema.$ref && schema.properties ? html`<p>All of ${reference(schema.$ref)}, and:</p>\n` : null;
  return html`${schema.description && prose(schema.description)}<p class="bounds">${short(schema)}</p>
${more}${inside(schema)}${examples.map((/** @type {unknown} */ example) => example_of(undefined, example))}`;
}

/**
 * @param {string | undefined} summary
 * @param {unknown} value
 */
function example_of(summary, value) {
  return html`<p class="example">${summary ? `Example: ${summary}` : 'Example'}</p>\n${code_block(JSON.stringify(value, null, 2))}`;
}

// ── operations ─────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The examples of a body or an answer; a body without one has none.
 * @param {Node} media
 * @returns {[string | undefined, unknown][]}
 */
function examples_in(media) {
  if (media.examples) return Object.entries(media.examples).map(([name, { summary, value }]) => [summary ?? name, value]);
  return media.example === undefined ? [] : [[undefined, media.example]];
}

/**
 * What the reference says of bodies: their type, schema and examples.
 * @param {Node | undefined} content
 */
function content_of(content) {
  return Object.entries(content ?? {}).map(([type, media]) => html`<p><code>${type}</code>: ${short(media.schema)}</p>\n${media.schema.$ref ? null : inside(media.schema)}${examples_in(media).map(([summary, value]) => example_of(summary, value))}`);
}

/** @param {Node | undefined} headers */
function headers_of(headers) {
  if (!headers) return null;
  return html`<p>Headers: ${listed(Object.entries(headers).map(([name, header]) => (header.$ref
    ? html`<a href="#${anchor_of(header.$ref).id}"><code>${name}</code></a>`
    : html`<code>${name}</code> (${short(header.schema)})`)))}.</p>\n`;
}

/** @param {Node} document */
class Reference {
  /** @param {Node} document */
  constructor(document) {
    this.document = document;
    /** @type {Heading[]} */
    this.headings = [];
  }

  /**
   * @param {number} level
   * @param {string} id
   * @param {string} text
   * @param {import('./html.mjs').Value} [shown] in place of the text
   */
  heading(level, id, text, shown = text) {
    this.headings.push({ level, id, text });
    return html`<h${level} id="${id}">${shown}</h${level}>\n`;
  }

  /** @param {Node} node a reference or the thing itself */
  resolved(node) {
    if (!node.$ref) return node;
    const { name } = anchor_of(node.$ref);
    const [, , kind] = node.$ref.split('/');
    const found = this.document.components[kind]?.[name];
    if (!found) throw new Error(`there is no ${node.$ref}`);
    return found;
  }

  /** @param {Node[]} parameters */
  parameters(parameters) {
    if (parameters.length === 0) return null;
    const rows = parameters.map((each) => this.resolved(each)).map((each) => html`<dt><code>${each.name}</code> <span class="bounds">${each.in}, ${short(each.schema)}${each.required ? '' : html`, optional`}</span></dt>
<dd>${each.description && html`<p>${words(each.description)}</p>`}${each.example !== undefined && html`<p>Example: ${code(each.example)}</p>`}</dd>\n`);
    return html`<h4>Parameters</h4>\n<dl class="members">${rows}</dl>\n`;
  }

  /** @param {Node} responses */
  responses(responses) {
    const rows = Object.entries(responses).map(([status, response]) => html`<dt><code>${status}</code>${response.$ref && html` ${reference(response.$ref)}`}</dt>
<dd><p>${words(this.resolved(response).description)}</p>${!response.$ref && html`${headers_of(response.headers)}${content_of(response.content)}`}</dd>\n`);
    return html`<h4>Answers</h4>\n<dl class="members answers">${rows}</dl>\n`;
  }

  /**
   * How to call it from a shell.
   * @param {string} path_template
   * @param {string} method
   * @param {Node} operation
   * @param {Node[]} parameters
   */
  call(path_template, method, operation, parameters) {
    const filled = path_template.replace(/\{(\w+)\}/g, (_, name) => parameters.map((each) => this.resolved(each)).find((each) => each.name === name)?.example ?? name);
    const lines = [`curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} https://byok.example.com${filled}`];
    if (operation.security?.length !== 0) lines.push('-H "Authorization: Bearer $BYOK_TOKEN"');
    const media = operation.requestBody?.content?.['application/json'];
    if (media) {
      const [[, body] = [undefined, {}]] = examples_in(media);
      lines.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`);
    }
    return html`<h4>Call</h4>\n${code_block(lines.join(' \\\n  '))}`;
  }

  /**
   * @param {string} path_template
   * @param {string} method
   * @param {Node} operation
   * @param {Node[]} shared parameters of all methods of the path
   */
  operation(path_template, method, operation, shared) {
    const parameters = [...shared, ...(operation.parameters ?? [])];
    const address = html`<p class="address"><code><b>${method.toUpperCase()}</b> ${path_template.split('/').map((part, at) => html`${at > 0 && html`/<wbr />`}${part}`)}</code></p>\n`;
    return html`<section class="operation">${this.heading(3, operation.operationId, operation.summary)}${address}${operation.security?.length === 0 && html`<p>Needs no token.</p>\n`}${operation.description && prose(operation.description)}${this.parameters(parameters)}${operation.requestBody && html`<h4>Body</h4>\n${content_of(operation.requestBody.content)}`}${this.responses(operation.responses)}${this.call(path_template, method, operation, parameters)}</section>\n`;
  }

  operations() {
    const { paths, tags } = this.document;
    const all = Object.entries(paths).flatMap(([path_template, item]) => methods.filter((method) => item[method]).map((method) => ({ path_template, method, operation: item[method], shared: item.parameters ?? [] })));
    const strangers = all.filter(({ operation }) => !tags.some((/** @type {Node} */ tag) => tag.name === operation.tags?.[0]));
    if (strangers.length > 0) throw new Error(`no tag is declared for ${strangers.map(({ operation }) => operation.operationId).join(', ')}`);
    return tags.map((/** @type {Node} */ tag) => html`${this.heading(2, slug(tag.name), tag.name)}${tag.description && prose(tag.description)}${all.filter(({ operation }) => operation.tags[0] === tag.name).map(({ path_template, method, operation, shared }) => this.operation(path_template, method, operation, shared))}`);
  }

  schemes() {
    const { securitySchemes } = this.document.components;
    const rows = Object.values(securitySchemes).map((scheme) => (scheme.type === 'http'
      ? html`<dt><code>Authorization: Bearer …</code></dt>\n<dd>${prose(scheme.description)}</dd>\n`
      : html`<dt>Cookie <code>${scheme.name}</code></dt>\n<dd>${scheme.description ? prose(scheme.description) : html`<p>A session, see <a href="#open_session">Exchange a console token for a session</a>.</p>`}</dd>\n`));
    return html`${this.heading(2, 'who-calls', 'Who calls')}<dl class="members">${rows}</dl>\n`;
  }

  components() {
    const { responses, headers, schemas } = this.document.components;
    return html`${this.heading(2, 'common-answers', 'Common answers')}${Object.entries(responses).map(([name, response]) => html`<section>${this.heading(3, `response-${name}`, name)}<p>${words(response.description)}</p>\n${headers_of(response.headers)}${content_of(response.content)}</section>\n`)}
${this.heading(2, 'headers', 'Headers')}${Object.entries(headers).map(([name, header]) => html`<section>${this.heading(3, `header-${name}`, name)}<p>${words(header.description)}</p>\n<p class="bounds">${short(header.schema)}</p></section>\n`)}
${this.heading(2, 'schemas', 'Schemas')}${Object.entries(schemas).map(([name, schema]) => html`<section>${this.heading(3, `schema-${name}`, name)}${schema_body(schema)}</section>\n`)}`;
  }
}

/**
 * The reference and its headings, in order.
 * @param {Node} document as read_openapi gives it
 */
export function reference_of(document) {
  const reference = new Reference(document);
  const body = html`${prose(document.info.description)}${reference.schemes()}${reference.operations()}${reference.components()}`;
  return { body, headings: reference.headings };
}
