/** When a page can't be shown at all. */
import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button, LinkButton } from "../look/Button.tsx";
import { Failure } from "../look/Notice.tsx";
import { Empty, Page } from "../look/Page.tsx";

export function Trouble() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <Page title="Something went wrong">
      <Failure
        error={error}
        actions={
          <Button weight="primary" onPress={() => location.reload()}>
            Load again
          </Button>
        }
      />
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title="No such page">
      <Empty title="This address leads nowhere" actions={<LinkButton to="..">Go back</LinkButton>}>
        The link may be old, or a letter is missing.
      </Empty>
    </Page>
  );
}
