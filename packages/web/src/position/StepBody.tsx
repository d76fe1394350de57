import type { Step, StepProps } from "./draft.ts";
import { ReportsStep } from "./ReportsStep.tsx";
import { ReviewStep } from "./ReviewStep.tsx";
import { RoleStep } from "./RoleStep.tsx";
import { RoundsStep } from "./RoundsStep.tsx";
import { SchedulingStep } from "./SchedulingStep.tsx";

export function StepBody({ step, ...props }: StepProps & { step: Step }) {
  switch (step) {
    case "role":
      return <RoleStep {...props} />;
    case "rounds":
      return <RoundsStep {...props} />;
    case "scheduling":
      return <SchedulingStep {...props} />;
    case "reports":
      return <ReportsStep {...props} />;
    case "review":
      return <ReviewStep {...props} />;
    default:
      return step satisfies never;
  }
}
