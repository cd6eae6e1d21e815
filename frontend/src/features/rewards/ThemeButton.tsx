import { Button } from '@/components/Button';
import { t } from '@/lib/i18n';
import { paletteOf, setPalette, usePalette } from '@/lib/palette';

/** Puts a theme on that the person owns, or takes it off again. */
export function ThemeButton({ item, name }: { item: string; name: string }) {
  const palette = paletteOf(item);
  const worn = usePalette() === palette;
  if (palette === null) return <p>{t('rewards.owned')}</p>;
  return (
    <Button
      look="quiet"
      aria-pressed={worn}
      aria-label={t(worn ? 'rewards.theme.off.label' : 'rewards.theme.use.label', { name })}
      onClick={() => setPalette(worn ? null : palette)}
    >
      {t(worn ? 'rewards.theme.off' : 'rewards.theme.use')}
    </Button>
  );
}
