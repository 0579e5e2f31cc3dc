/**
 * For pipelines that run the stacks of many tenants with Pulumi's Automation API: what a preview or an update changes,
 * as data, as text and as Markdown.
 *
 * @packageDocumentation
 */
export {
    changeOf,
    messageOf,
    type PropertyChange,
    type ResourceChange,
    type StackEvent,
    type StackMessage,
    type StepEvent,
    type StepMetadata,
} from "./changes";
export type { TenantReview } from "./fold";
export { reviewMarkdown } from "./markdown";
export { reviewText } from "./text";
