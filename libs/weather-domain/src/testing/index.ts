export {
  expectationOf,
  fetchedAnswer,
  metNorwayAnswer,
  RECORDED_ANSWERS,
  recordedAnswer,
  recordedFault,
  type Expectation,
  type JsonObject,
  type RecordedAnswerName,
} from './recorded-answers';
export { PUBLISHED_LINES, sampleProduct } from './sample-lines';
