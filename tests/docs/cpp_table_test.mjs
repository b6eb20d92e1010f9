// @ts-check
// The reader of the program's tables.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Name, read_table } from '../../scripts/docs_site/cpp_table.mjs';
import { answers, providers, regions } from '../../scripts/docs_site/program.mjs';

test('rows of texts, numbers, names and rows are read, comments left out', () => {
  const rows = read_table(`
    constexpr std::string_view hello = "Hello, "
        "you.";
    constexpr Row rows[] = {
        // the first
        {"a", 1, true, Verdict::Valid, hello},
        {"b, with } and \\"quotes\\"", -2, false, {"x", "y"},
         "one "  // and
         "two"},
        {R"({ "raw": "…" })", 'unused'},
    };`.replace(", 'unused'", ''), 'rows');
  assert.deepEqual(rows, [
    ['a', 1, true, new Name('Verdict::Valid'), 'Hello, you.'],
    ['b, with } and "quotes"', -2, false, ['x', 'y'], 'one two'],
    ['{ "raw": "…" }'],
  ]);
});

test('std::to_array is read as well', () => {
  assert.deepEqual(read_table('constexpr auto looks = std::to_array<Look>({{1, "one"}, {2, "two"},});', 'looks'), [[1, 'one'], [2, 'two']]);
});

test('what is no table, or none that can be read, is an error that names it', () => {
  assert.throws(() => read_table('int x;', 'rows'), /there is no table rows/);
  assert.throws(() => read_table('Row rows[] = {{1 + 2}};', 'rows'), /the table rows cannot be read at: \+ 2/);
  assert.throws(() => read_table('Row rows[] = {1, 2};', 'rows'), /the table rows has a row that is none/);
  assert.throws(() => read_table('Row rows[] = {{1};', 'rows'), /the table rows/);
});

test('an answer is said in the name of who answers, in the words of the console', () => {
  const of_openai = answers('openai');
  assert.deepEqual(of_openai[0], { verdict: 'Valid', message: 'OpenAI accepts this key.', fix: '' });
  assert.ok(of_openai.some(({ verdict, fix }) => verdict === 'Limited' && fix.startsWith('Add credit to the account at OpenAI.')));
  assert.ok(answers('bedrock').every(({ message, fix }) => !/[{}]/.test(message + fix)));
  assert.ok(answers('any').some(({ message }) => message.startsWith('The provider has trouble')));
  assert.ok(answers('failures').some(({ message }) => message === 'No secure connection to the provider could be made.'));
  assert.throws(() => answers('nobody'), /no answers of "nobody"/);
});

test('the program has nine providers and its regions', () => {
  assert.equal(providers().length, 9);
  assert.ok(providers().every(({ keys_url }) => keys_url.startsWith('https://')));
  assert.equal(regions().find(({ id }) => id === 'eu-central-2')?.opt_in, true);
  assert.equal(regions().find(({ id }) => id === 'us-east-1')?.opt_in, false);
});
