// @ts-check
// The bill of materials of a site: SPDX 2.3 as JSON. Says the same of the same files, whenever and wherever it is written.
// Source: https://spdx.github.io/spdx-spec/v2.3/

import { createHash } from 'node:crypto';

/** @typedef {import('./licences.mjs').Component} Component */
/** @typedef {{name: string, content: Uint8Array}} File */
/** @typedef {{name: string, version: string, purl: string}} Tool */

/** @param {string} kind @param {Uint8Array | string} content */
const digest = (kind, content) => createHash(kind).update(content).digest('hex');

/** @param {string} text */
const id = (text) => `SPDXRef-${text.replace(/[^A-Za-z0-9.-]+/g, '-')}`;

/** A UUID of what is said instead of chance (RFC 9562, version 8). @param {string} said */
function uuid_of(said) {
  const hex = digest('sha256', said);
  return [hex.slice(0, 8), hex.slice(8, 12), '8' + hex.slice(13, 16), 'a' + hex.slice(17, 20), hex.slice(20, 32)].join('-');
}

/** Section 7.9. @param {string[]} sha1s */
const verification_code = (sha1s) => digest('sha1', [...sha1s].sort().join(''));

/** @param {string} purl */
const found_at = (purl) => [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }];

/**
 * @param {object} site
 * @param {string} site.version
 * @param {string} site.source what it was built from, in words
 * @param {number} site.date in seconds since 1970
 * @param {File[]} site.files
 * @param {Component[]} site.components
 * @param {Tool[]} site.tools
 * @returns {string} the document
 */
export function sbom({ version, source, date, files, components, tools }) {
  const unknown = 'NOASSERTION';
  const site = id('byok-console');
  const file_rows = files.map(({ name, content }) => ({
    SPDXID: id(`File-${name}`),
    fileName: `./${name}`,
    checksums: ['SHA1', 'SHA256'].map((algorithm) => ({ algorithm, checksumValue: digest(algorithm.toLowerCase(), content) })),
    licenseConcluded: unknown,
    licenseInfoInFiles: [unknown],
    copyrightText: unknown,
  }));
  const described = {
    SPDXID: site,
    name: 'byok-console',
    versionInfo: version,
    sourceInfo: source,
    downloadLocation: unknown,
    filesAnalyzed: true,
    packageVerificationCode: { packageVerificationCodeValue: verification_code(file_rows.map(({ checksums }) => checksums[0].checksumValue)) },
    licenseConcluded: unknown,
    licenseDeclared: unknown,
    licenseInfoFromFiles: [unknown],
    copyrightText: unknown,
  };
  const component_rows = components.map(({ name, version: versionInfo, licence, homepage, purl }) => ({
    SPDXID: id(`Package-${name.replaceAll('+', 'x')}`),
    name,
    versionInfo,
    homepage,
    downloadLocation: unknown,
    filesAnalyzed: false,
    licenseConcluded: licence,
    licenseDeclared: licence,
    copyrightText: unknown,
    externalRefs: found_at(purl),
  }));
  const tool_rows = tools.map(({ name, version: versionInfo, purl }) => ({
    SPDXID: id(`Tool-${name}`),
    name,
    versionInfo,
    downloadLocation: unknown,
    filesAnalyzed: false,
    licenseConcluded: unknown,
    licenseDeclared: unknown,
    copyrightText: unknown,
    externalRefs: found_at(purl),
  }));
  const relationship = (/** @type {string} */ from, /** @type {string} */ how, /** @type {string} */ to) =>
    ({ spdxElementId: from, relationshipType: how, relatedSpdxElement: to });
  const body = {
    packages: [described, ...component_rows, ...tool_rows],
    files: file_rows,
    relationships: [
      relationship('SPDXRef-DOCUMENT', 'DESCRIBES', site),
      ...file_rows.map((each) => relationship(site, 'CONTAINS', each.SPDXID)),
      ...component_rows.map((each) => relationship(site, 'CONTAINS', each.SPDXID)),
      ...tool_rows.map((each) => relationship(each.SPDXID, 'BUILD_TOOL_OF', site)),
    ],
  };
  return JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `byok-console-${version}`,
    documentNamespace: `urn:uuid:${uuid_of(JSON.stringify(body))}`,
    creationInfo: { created: new Date(date * 1000).toISOString().replace(/\.\d+Z$/, 'Z'), creators: ['Tool: byok-console-scripts-dist'] },
    ...body,
  }, null, 2) + '\n';
}
