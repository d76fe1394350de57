/** Amounts in the smallest unit of their currency, as people read and type them. */
export interface Money {
  currency: string;
  amount: number;
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "€120.00" */
export function moneyWords({ currency, amount }: Money): string {
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(amount / 10 ** digitsOf(currency));
}

/** "120.00": a plain number, for fields and spreadsheets. */
export function plainAmount({ currency, amount }: Money): string {
  return (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
}

/** Null when it is no amount of this currency. */
export function amountOf(typed: string, currency: string): number | null {
  if (!/^\d{1,7}([.,]\d{1,3})?$/.test(typed.trim())) return null;
  const amount = Number(typed.trim().replace(",", ".")) * 10 ** digitsOf(currency);
  return Math.abs(amount - Math.round(amount)) < 1e-6 ? Math.round(amount) : null;
}

export function monthWords(month: string): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T12:00:00Z`),
  );
}
