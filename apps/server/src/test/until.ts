export { until } from '@gongyi/domain/testing';
