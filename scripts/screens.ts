/** `node scripts/run.cjs scripts/screens.ts`: the picture in the README, made anew from a world of its own. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { password } from "../dev/cast.ts";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, setUpAcme, writeReport } from "../dev/life.ts";
import { startSystem, type System } from "../dev/system.ts";
import { launchBrowser } from "../test/support/browser.ts";

const target = join(import.meta.dirname, "../docs/screens.png");

interface Shot {
  caption: string;
  image: string;
  width: number;
}

async function shoot(browser: Browser, system: System): Promise<Shot[]> {
  const { ada } = await setUpAcme(system);
  const opportunityId = moveIn(system, "Maya Fernandez");
  await system.settle();
  const invitation = await invitationOf(system, opportunityId);
  const phone = await browser.newPage({ viewport: { width: 390, height: 1180 }, timezoneId: "Europe/Madrid" });
  await phone.goto(invitation.link);
  const booking = await phone.screenshot();
  const [first = 0] = await invitation.offeredTimes();
  await invitation.book(first);
  await system.settle();
  const interviewId = await interviewOf(ada, opportunityId);
  await letItEnd(system, ada, interviewId);
  await writeReport(await expertOf(system, ada, interviewId), interviewId);
  await system.settle();

  const desk = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await desk.goto(`${system.urls.platform}/sign-in?next=/app/interviews/${interviewId}`);
  await desk
    .getByLabel(/e-?mail/i)
    .first()
    .fill("ada@acme.example");
  await desk
    .getByLabel(/password/i)
    .first()
    .fill(password);
  await desk.getByRole("button", { name: /^sign in$/i }).click();
  await desk.getByText("Note in Lever").first().waitFor();
  const timeline = await desk.screenshot();
  await desk.goto(`${system.urls.emulator}/candidates/${opportunityId}`);
  const lever = await desk.screenshot();
  return [
    { caption: "A candidate chooses a time", image: booking.toString("base64"), width: 390 },
    { caption: "The company follows every step and what became of it", image: timeline.toString("base64"), width: 720 },
    {
      caption: "Lever (our emulator) holds notes, interview, feedback and file",
      image: lever.toString("base64"),
      width: 720,
    },
  ];
}

const system = await startSystem();
const browser = await launchBrowser();
try {
  const shots = await shoot(browser, system);
  const sheet = await browser.newPage({ viewport: { width: 1180, height: 1240 } });
  const figure = ({ caption, image, width }: Shot): string =>
    `<figure><img src="data:image/png;base64,${image}" width="${width}"><figcaption>${caption}</figcaption></figure>`;
  await sheet.setContent(
    `<style>body{margin:16px;background:#eef0f4;font:15px system-ui;display:grid;grid-template-columns:390px 720px;gap:16px;width:fit-content}
     figure{margin:0}figure:first-child{grid-row:span 2}img{border:1px solid #cfd4de;border-radius:10px;display:block}figcaption{padding:6px 2px;color:#444b5a}</style>
     ${shots.map(figure).join("")}`,
  );
  await sheet.locator("body").screenshot({ path: target });
  console.log(`written: ${target}`);
} finally {
  await browser.close();
  await system.stop();
}
