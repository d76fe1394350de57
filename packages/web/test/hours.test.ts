import { describe, expect, it } from "vitest";
import { add, cover, minuteOf, minuteWords, remove } from "../src/expert/hours.ts";

const nineToTwelve = { fromMinute: 540, toMinute: 720 };

describe("hours of a day", () => {
  it("joins hours that touch or overlap", () => {
    expect(add([nineToTwelve], { fromMinute: 720, toMinute: 780 })).toEqual([{ fromMinute: 540, toMinute: 780 }]);
    expect(add([nineToTwelve], { fromMinute: 500, toMinute: 600 })).toEqual([{ fromMinute: 500, toMinute: 720 }]);
  });

  it("cuts a hole out of hours", () => {
    expect(remove([nineToTwelve], { fromMinute: 600, toMinute: 630 })).toEqual([
      { fromMinute: 540, toMinute: 600 },
      { fromMinute: 630, toMinute: 720 },
    ]);
  });

  it("leaves nothing where all was removed", () => {
    expect(remove([nineToTwelve], { fromMinute: 0, toMinute: 1440 })).toEqual([]);
  });

  it("tells a half hour that is offered in part from one that is offered whole", () => {
    const odd = [{ fromMinute: 550, toMinute: 615 }];
    expect(cover(odd, { fromMinute: 540, toMinute: 570 })).toBe("some");
    expect(cover(odd, { fromMinute: 570, toMinute: 600 })).toBe("all");
    expect(cover(odd, { fromMinute: 630, toMinute: 660 })).toBe("none");
  });

  it("reads midnight as the end of a day where an end was asked for", () => {
    expect(minuteOf("00:00", true)).toBe(1440);
    expect(minuteOf("00:00", false)).toBe(0);
    expect(minuteOf("", true)).toBeNull();
    expect(minuteWords(1440)).toBe("24:00");
  });
});
