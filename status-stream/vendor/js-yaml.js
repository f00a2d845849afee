// SPDX-License-Identifier: Apache-2.0
// YAML 1.2's core schema, as the command line reads rollouts: a date is a text, and `no` a word.
import { CORE_SCHEMA, load } from 'js-yaml';

export const parseYaml = (text) => load(text, { schema: CORE_SCHEMA });
