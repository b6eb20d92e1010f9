// @ts-check
// The journeys in Firefox.

import { launch_firefox } from '../browser/browser.mjs';
import { journeys } from '../browser/journeys.mjs';

journeys(launch_firefox);
