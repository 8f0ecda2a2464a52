/** The service as it runs, for those who need its engines. */
export const HOST = Symbol('HOST');
