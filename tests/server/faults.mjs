// @ts-check
// What a server's disk and clock do, as a test wants it: tests/server/faults.c, loaded into the server.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { checkout } from './server_process.mjs';

/** @typedef {'write' | 'sync' | 'read' | 'truncate' | 'open'} DiskOperation */
/** @typedef {'ENOSPC' | 'EIO' | 'EROFS' | 'EDQUOT'} DiskError */

export class Faults {
  #folder = mkdtempSync(path.join(tmpdir(), 'byok-faults-'));
  #library = path.join(this.#folder, 'faults.so');
  #disk = path.join(this.#folder, 'disk');
  #clock = path.join(this.#folder, 'clock');
  #changes = 0;

  constructor() {
    execFileSync('clang', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', this.#library, path.join(checkout, 'tests/server/faults.c')]);
    this.lift();
    this.set_clock(0);
  }

  /** How to start a server that it can trouble. @returns {import('./server_process.mjs').Launch} */
  get launch() {
    return { env: { LD_PRELOAD: this.#library, BYOK_FAULTS: this.#disk, BYOK_CLOCK: this.#clock, ASAN_OPTIONS: 'detect_leaks=0:verify_asan_link_order=0' } };
  }

  /**
   * From the call after the next `skip` ones on, `times` times or until lift().
   * @param {DiskOperation} operation @param {DiskError} error @param {number} [skip] @param {number} [times]
   */
  break_disk(operation, error, skip = 0, times = 1e9) {
    this.#say(this.#disk, `${operation} ${constants.errno[error]} ${skip} ${times} ${++this.#changes}`);
  }

  lift() {
    this.#say(this.#disk, 'none');
  }

  /** @param {number} ahead_s seconds ahead of the true time */
  set_clock(ahead_s) {
    this.#say(this.#clock, String(ahead_s));
  }

  discard() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Never half: the server reads it at any moment. @param {string} file @param {string} text */
  #say(file, text) {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }
}
