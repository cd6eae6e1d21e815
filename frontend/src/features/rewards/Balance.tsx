import { StreakIcon } from '@/components/icons';
import { isWakingUp } from '@/lib/api/errors';
import { formatNumber } from '@/lib/habits';
import { t, type MessageKey } from '@/lib/i18n';
import { A_DAY, MILESTONES } from '@/lib/points';
import { useBalance, useLivePoints } from '@/lib/rewards';
import styles from './Rewards.module.css';

const EARNED: [MessageKey, number][] = [
  ['rewards.how.day', A_DAY],
  ...Object.entries(MILESTONES).map(([days, points]): [MessageKey, number] => [
    `rewards.how.${days as '7' | '30' | '100'}`,
    points,
  ]),
];

/** What the person has. It is known at once; the ledger is asked meanwhile, and says when it is still waking up. */
export function BalanceCard() {
  const { data, isError } = useLivePoints();
  const balance = useBalance();
  const waking = isWakingUp(balance.failureReason) && balance.fetchStatus === 'fetching';
  return (
    <section className={styles.balance} aria-labelledby="points">
      <h2 id="points">{t('rewards.balance')}</h2>
      <p className={styles.points} data-testid="points">
        {data ? formatNumber(data.points) : isError ? '?' : '…'}
      </p>
      {data && <p className={styles.soft}>{t('rewards.freezes.left', { count: data.freezes })}</p>}
      <p role="status" className={styles.soft}>
        {waking && t('rewards.waking')}
      </p>
      <details className={styles.how}>
        <summary>{t('rewards.how')}</summary>
        <dl>
          {EARNED.map(([label, points]) => (
            <div key={label}>
              <dt>
                {points > A_DAY && <StreakIcon size={16} />} {t(label)}
              </dt>
              <dd>+{formatNumber(points)}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.soft}>{t('rewards.how.text')}</p>
      </details>
    </section>
  );
}
