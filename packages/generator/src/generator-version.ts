/** Changes with every change of what is generated: part of a generation's identity. */
export const GENERATOR_VERSION = '0.2.0';
