import { earningApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { now } from "../clock.ts";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { amountOf, plainAmount } from "../look/money.ts";
import { Failure } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { dayKey } from "../time.ts";

type Answer = AnswerOf<typeof earningApi.allEarnings>;

interface Props {
  experts: Answer["experts"];
  rates: Answer["rates"];
  onClose: () => void;
}

/** A new rate from a day on; former ones stay for what was before. */
export function RateForm({ experts, rates, onClose }: Props) {
  const former = rates.find(({ expertId }) => expertId === null);
  const shown = (amount: number) => (former ? plainAmount({ currency: former.currency, amount }) : "");
  const [expertId, setExpertId] = useState("");
  const [currency, setCurrency] = useState(former?.currency ?? "EUR");
  const [typed, setTyped] = useState({
    interview: shown(former?.interview ?? 0),
    lateCancellation: shown(former?.lateCancellation ?? 0),
    candidateNoShow: shown(former?.candidateNoShow ?? 0),
  });
  const [validFrom, setValidFrom] = useState(dayKey(now(), "UTC"));
  const set = useAct(earningApi.setRate, () => {
    say("The rate is set");
    onClose();
  });
  const amounts = {
    interview: amountOf(typed.interview, currency),
    lateCancellation: amountOf(typed.lateCancellation, currency),
    candidateNoShow: amountOf(typed.candidateNoShow, currency),
  };
  const missing = Object.values(amounts).includes(null) ? "Write each amount as a number, 0 for nothing." : null;
  function submit() {
    const { interview, lateCancellation, candidateNoShow } = amounts;
    if (interview === null || lateCancellation === null || candidateNoShow === null) return;
    set.mutate({
      body: {
        expertId: expertId === "" ? null : expertId,
        currency,
        interview,
        lateCancellation,
        candidateNoShow,
        validFrom: `${validFrom}T00:00:00Z`,
      },
    });
  }
  const field = (name: keyof typeof typed, label: string) => (
    <TextField
      label={`${label}, ${currency}`}
      inputMode="decimal"
      required
      value={typed[name]}
      onValue={(value) => setTyped({ ...typed, [name]: value })}
      error={typed[name] !== "" && amounts[name] === null ? "This is no amount." : undefined}
    />
  );
  return (
    <Dialog
      title="Set a rate"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button submit form="rate" weight="primary" busy={set.isPending} why={missing}>
            Set the rate
          </Button>
        </>
      }
    >
      <form
        id="rate"
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SelectField
          label="For"
          value={expertId}
          onValue={setExpertId}
          choices={[{ value: "", words: "Everybody" }, ...experts.map(({ id, name }) => ({ value: id, words: name }))]}
          hint="A rate of their own goes before everybody’s."
        />
        <SelectField
          label="Currency"
          value={currency}
          onValue={setCurrency}
          choices={Intl.supportedValuesOf("currency").map((value) => ({ value, words: value }))}
        />
        {field("interview", "Interview")}
        {field("lateCancellation", "Cancelled late")}
        {field("candidateNoShow", "Candidate absent")}
        <TextField label="From (UTC)" type="date" required value={validFrom} onValue={setValidFrom} />
        <p className="text-sm text-soft sm:col-span-2">
          Interviews that have an amount keep it. Those without one are filled in.
        </p>
        <div className="sm:col-span-2">
          <Failure error={set.error} />
        </div>
      </form>
    </Dialog>
  );
}
