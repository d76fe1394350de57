/**
 * Rows that can be read on a phone: columns marked `wide` leave on narrow screens, and the first cell may carry what they
 * said in a second line. A row with `to` opens wherever it is pressed; its first cell holds the link.
 */
import type { ReactNode } from "react";
import { Link } from "react-router";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Shown from this width on. */
  from?: "sm" | "md" | "lg";
  right?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  to?: (row: Row) => string;
  /** While another filter is being read. */
  stale?: boolean;
}

const hiddenBelow = { sm: "hidden sm:table-cell", md: "hidden md:table-cell", lg: "hidden lg:table-cell" };

export function Table<Row>({ caption, columns, rows, keyOf, to, stale = false }: Props<Row>) {
  const classOf = (column: Column<Row>) =>
    `px-3 py-2.5 first:pl-4 last:pr-4 ${column.from ? hiddenBelow[column.from] : ""} ${column.right ? "text-right" : "text-left"}`;
  return (
    <table className={`w-full border-collapse ${stale ? "stale" : ""}`}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-sm text-soft">
          {columns.map((column) => (
            <th key={column.head} scope="col" className={`font-medium ${classOf(column)}`}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            className={`relative border-b border-line align-top last:border-b-0 ${to ? "hover:bg-sunk" : ""}`}
          >
            {columns.map((column, place) => (
              <td key={column.head} className={classOf(column)}>
                {place === 0 && to ? (
                  <Link to={to(row)} className="font-medium text-ink no-underline after:absolute after:inset-0">
                    {column.cell(row)}
                  </Link>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
