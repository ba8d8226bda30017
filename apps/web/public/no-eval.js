// Our pages may not compile code from text (content security policy); Zod is told so before it tries.
globalThis.__zod_globalConfig = { jitless: true };
