/**
 * A mail as its reader sees it. It is drawn in a frame that runs nothing and reaches nothing; inline styles are set one by
 * one, because the page's own rules (which the frame inherits) take no style written into the text.
 */
import { useCallback, useRef } from "react";

interface Props {
  title: string;
  subject: string;
  html: string;
}

export function MailPreview({ title, subject, html }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const draw = useCallback(() => {
    const inside = frame.current?.contentDocument;
    if (inside) drawMail(html, inside);
  }, [html]);
  return (
    <div className="overflow-hidden rounded-md border border-line bg-[#ffffff]">
      <p className="border-b border-[#dcdcd6] bg-[#f6f6f4] px-4 py-2 text-sm text-[#1b1c20]">
        <span className="text-[#565962]">Subject: </span>
        {subject}
      </p>
      <iframe
        key={html}
        ref={frame}
        title={title}
        sandbox="allow-same-origin"
        srcDoc="<!doctype html><title>Mail</title><body></body>"
        className="h-[28rem] w-full"
        onLoad={draw}
      />
    </div>
  );
}

function drawMail(html: string, into: Document): void {
  const quiet = html.replaceAll(/<style[\s>][\s\S]*?<\/style>/gi, "").replaceAll(/\sstyle=(?=["'])/gi, " data-style=");
  const mail = new DOMParser().parseFromString(quiet, "text/html");
  for (const element of mail.querySelectorAll("script, iframe, object, embed, base, meta, link, form"))
    element.remove();
  for (const link of mail.querySelectorAll("a")) {
    // A preview leads nowhere: the link would act for a candidate.
    link.removeAttribute("href");
  }
  const body = into.importNode(mail.body, true);
  into.body.replaceWith(body);
  for (const element of [body, ...body.querySelectorAll<HTMLElement>("[data-style]")]) {
    if (element.dataset["style"] !== undefined) element.style.cssText = element.dataset["style"];
  }
}
