import { useSearch } from 'wouter';
import { OneImport } from './OneImport';
import { StartImport } from './StartImport';

/** Habits from another app: choosing a file, or (`?id=`) what becomes of one, from the upload to the result. */
export default function ImportPage() {
  const id = new URLSearchParams(useSearch()).get('id');
  return id ? <OneImport key={id} id={id} /> : <StartImport />;
}
