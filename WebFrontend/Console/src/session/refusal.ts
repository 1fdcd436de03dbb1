import { has, language, t } from "../i18n";
import { RULES_ES } from "../i18n/rules";

/** A refusal in the server's words (ProblemDetails). */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Where the fault is: a parameter's name or a JSON path. */
    readonly field: string,
    readonly rule: string,
    /** The refused value, as the server read it. */
    readonly value = "",
  ) {
    super(detail || title);
  }
}

export async function refusalOf(answer: Response): Promise<ApiRefusal> {
  const problem = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string): string => (typeof problem[name] === "string" ? problem[name] : "");
  return new ApiRefusal(answer.status, text("title") || answer.statusText, text("detail"), text("field"), text("rule"), text("value"));
}

/** The reason of a failure, for people: the field by its name in the operator's language where there is one, and the rule that refused it. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof ApiRefusal)) return t("error.noAnswer");
  if (failure.status === 503) return t("error.unavailable");
  const rule = ruleText(failure.rule) || failure.detail || failure.title;
  const field = fieldName(failure.field);
  return field ? `${field}: ${rule}` : rule;
}

/** The last name of a path: `plan.title` and `recipients[2].value` are known by `title` and `value`. */
export function fieldName(field: string): string {
  const last =
    field
      .replace(/\[\d+\]/g, "")
      .split(".")
      .at(-1) ?? "";
  const key = `field.${last.charAt(0).toLowerCase()}${last.slice(1)}`;
  return has(key) ? t(key) : field;
}

/** Rules that come up every day are said in the operator's language; the others as the server says them. */
export const ruleText = (rule: string): string => (language.value === "es" ? (RULES_ES[rule] ?? rule) : rule);
