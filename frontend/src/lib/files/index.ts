export * from './media';
export * from './queries';
export * from './rules';
export * from './uploads';
