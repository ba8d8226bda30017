/** The GitLab that the sandbox imitates. */
export const version = '19.0.1';

export const revision = '5a0b1c2d3e4';
