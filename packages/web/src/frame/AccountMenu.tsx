import { Menu, MenuItem, MenuSection, MenuTrigger, Popover, Header, Separator, Button } from "react-aria-components";
import { useNavigate } from "react-router";
import { Icon } from "../look/Icon.tsx";
import type { Me } from "../me.ts";
import { areaPaths, areasOf, type Area } from "../session.ts";
import { applyLook, keptLook, looks, type Look } from "./look.ts";
import { useLeave } from "./leave.ts";
import { areaWords } from "./places.ts";

const item =
  "flex cursor-pointer items-center justify-between gap-3 rounded-md px-3 py-1.5 outline-none data-[focused]:bg-sunk";

export function AccountMenu({ me, area }: { me: Me; area: Area }) {
  const navigate = useNavigate();
  const leave = useLeave();
  const others = areasOf(me).filter((other) => other !== area);
  return (
    <MenuTrigger>
      <Button
        aria-label={`${initials(me.user.name)}: account of ${me.user.name}`}
        className="flex size-9 items-center justify-center rounded-full border border-edge bg-sunk text-sm font-semibold outline-offset-2"
      >
        {initials(me.user.name)}
      </Button>
      <Popover placement="bottom end" className="w-64 rounded-lg border border-line bg-panel p-1.5 shadow-xl">
        <p className="px-3 pt-1.5 font-medium">{me.user.name}</p>
        <p className="truncate px-3 pb-1.5 text-sm text-soft">{me.user.email}</p>
        <Menu aria-label="Account" className="outline-none">
          {others.map((other) => (
            <MenuItem key={other} className={item} onAction={() => void navigate(areaPaths[other])}>
              {`Go to ${areaWords[other].toLowerCase()}`}
            </MenuItem>
          ))}
          <MenuSection
            className="mt-1 border-t border-line pt-1"
            selectionMode="single"
            disallowEmptySelection
            defaultSelectedKeys={[keptLook()]}
            onSelectionChange={(keys) => {
              const [chosen] = [...keys];
              if (chosen !== undefined) applyLook(chosen as Look);
            }}
          >
            <Header className="px-3 py-1 text-sm text-soft">Look</Header>
            {looks.map((look) => (
              <MenuItem key={look.value} id={look.value} textValue={look.words} className={item}>
                {({ isSelected }) => (
                  <>
                    {look.words}
                    {isSelected && <Icon name="check" className="text-accent" />}
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="my-1 border-t border-line" />
          <MenuItem
            className={item}
            onAction={() => location.assign(`mailto:${me.supportEmail}`)}
          >{`Write to support`}</MenuItem>
          <MenuItem className={item} onAction={() => void leave()}>
            Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return [words.at(0), words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
