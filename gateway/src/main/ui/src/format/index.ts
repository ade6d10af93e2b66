export * from './decimal';
export { currentLocale, setLocale } from './locale';
export * from './number';
export * from './Signed';
export * from './time';
