import { Exact } from "../../../http/meter/decimals.ts";
import { type Column, column } from "../column.ts";
import type { Charge } from "./split-event.ts";
import { unitName } from "./unit-name.ts";

const hourMs = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
/** Charges are told by the hour in which they were made, which lies within one billing month. */
const hourOf = ({ event }: Charge) => Math.floor(event.occurredAt.getTime() / hourMs) * hourMs;
const monthOf = ({ event }: Charge, later: number) =>
  iso(Date.UTC(event.occurredAt.getUTCFullYear(), event.occurredAt.getUTCMonth() + later));

const cost = ({ cost: value }: Charge) => value;
const price = ({ amount }: Charge) => amount;
const provider = ({ event }: Charge) => event.provider;
/** What is bought: a unit of a model. */
const sku = ({ event, unit }: Charge) => `${event.provider}/${event.model}/${unit}`;

/**
 * Columns of the FinOps Foundation's FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2): the mandatory
 * ones, the conditional ones that the ledger can fill, and the ledger's own, which must begin with `x_`. The ledger
 * knows one price: list, contracted, billed and effective cost are the same.
 */
export const focusColumns: readonly Column<Charge>[] = [
  column("BilledCost", "amount", cost),
  column("BillingAccountId", "text", ({ event }) => event.organizationId),
  column("BillingAccountName", "text", () => null),
  column("BillingCurrency", "text", ({ event }) => event.currency),
  column("BillingPeriodEnd", "time", (charge) => monthOf(charge, 1)),
  column("BillingPeriodStart", "time", (charge) => monthOf(charge, 0)),
  column("ChargeCategory", "text", () => "Usage"),
  column("ChargeClass", "text", () => null),
  column(
    "ChargeDescription",
    "text",
    ({ event, unit }) => `${event.operation}: ${unitName(unit)} of ${event.model}`,
  ),
  column("ChargeFrequency", "text", () => "Usage-Based"),
  column("ChargePeriodEnd", "time", (charge) => iso(hourOf(charge) + hourMs)),
  column("ChargePeriodStart", "time", (charge) => iso(hourOf(charge))),
  column("ConsumedQuantity", "quantity", ({ quantity }) => quantity),
  column("ConsumedUnit", "text", ({ unit }) => unitName(unit)),
  column("ContractedCost", "amount", cost),
  column("ContractedUnitPrice", "quantity", price),
  column("EffectiveCost", "amount", cost),
  column("InvoiceIssuerName", "text", provider),
  column("ListCost", "amount", cost),
  column("ListUnitPrice", "quantity", price),
  column("PricingCategory", "text", () => "Standard"),
  column("PricingQuantity", "quantity", ({ quantity, per }) =>
    new Exact(quantity).div(per).toDecimalPlaces(18).toFixed(),
  ),
  column("PricingUnit", "text", ({ unit, per }) => unitName(unit, per)),
  column("ProviderName", "text", provider),
  column("PublisherName", "text", provider),
  column("RegionId", "text", () => null),
  column("ResourceId", "text", ({ event }) => event.model),
  column("ServiceCategory", "text", () => "AI and Machine Learning"),
  column("ServiceName", "text", provider),
  column("SkuId", "text", sku),
  column("SkuPriceId", "text", (charge) => charge.priceId ?? sku(charge)),
  column("SubAccountId", "text", ({ event }) => event.projectId),
  column("Tags", "json", ({ event }) => event.tags),
  column("x_EventId", "text", ({ event }) => event.eventId),
  column("x_OccurredAt", "time", ({ event }) => event.occurredAt.toISOString()),
  column("x_Operation", "text", ({ event }) => event.operation),
  column("x_RunId", "text", ({ event }) => event.runId),
  column("x_Unit", "text", ({ unit }) => unit),
  column("x_UserId", "text", ({ event }) => event.userId),
];
