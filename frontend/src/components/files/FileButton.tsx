import { useId, useState, type ChangeEvent } from 'react';
import { buttonClass } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { PlusIcon } from '@/components/icons';
import type { FilePurpose } from '@/lib/api/types';
import { acceptOf, objection } from '@/lib/files/rules';
import { t } from '@/lib/i18n';
import styles from './Files.module.css';

type Props = {
  purpose: FilePurpose;
  label: string;
  disabled: boolean;
  onPick: (files: File[]) => void;
};

/** Takes files that the server will take too; says of the others why not. */
export function FileButton({ purpose, label, disabled, onPick }: Props) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])];
    target.value = ''; // so that the same file can be chosen again
    const found = files.map((file) => ({ file, why: objection(purpose, file) }));
    const wrong = found.find(({ why }) => why !== null);
    setProblem(wrong?.why ? t(`files.not.${wrong.why}`, { name: wrong.file.name }) : null);
    const good = found.filter(({ why }) => why === null).map(({ file }) => file);
    if (good.length > 0) onPick(good);
  };
  return (
    <div className={styles.pick}>
      <input
        id={id}
        type="file"
        className={styles.input}
        accept={acceptOf(purpose)}
        multiple={purpose !== 'photo'}
        disabled={disabled}
        onChange={choose}
      />
      <label htmlFor={id} className={buttonClass('quiet')} data-disabled={disabled || undefined}>
        <PlusIcon size={20} />
        {label}
      </label>
      <FormAlert text={problem} />
    </div>
  );
}
