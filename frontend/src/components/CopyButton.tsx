import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { Button } from './Button';

/** Puts a text where it can be pasted from; says when the browser does not let it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast({ text: t('security.copied') });
    } catch {
      toast({ text: t('security.copy.failed'), tone: 'problem' });
    }
  };
  return (
    <Button look="quiet" onClick={() => void copy()}>
      {label}
    </Button>
  );
}
