import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { useImportActions } from '@/lib/transfer';
import { explain } from './explain';
import { cancelUpload } from './uploads';

type Props = { id: string; label: string };

/** Takes an import and its file away, an upload on its way too. What it has written stays. */
export function ForgetButton({ id, label }: Props) {
  const [, navigate] = useLocation();
  const { forget } = useImportActions();
  const [alert, setAlert] = useState<string | null>(null);
  const run = async () => {
    cancelUpload(id);
    try {
      await forget.mutateAsync(id);
      navigate('/import', { replace: true });
    } catch (error) {
      setAlert(explain(error));
    }
  };
  return (
    <>
      <FormAlert text={alert} />
      <Button look="quiet" wide busy={forget.isPending} onClick={() => void run()}>
        {label}
      </Button>
    </>
  );
}
