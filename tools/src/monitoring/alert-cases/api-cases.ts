import type { AlertCase, Series } from './alert-case';

const GET = 'method="GET",endpoint="/products"';
const OK = `http_requests_total{${GET},status="200"}`;
const FAILED = `http_requests_total{${GET},status="503"}`;
const HEALTH_FAILED = 'http_requests_total{method="GET",endpoint="/health/ready",status="503"}';
const QUICK = `http_request_duration_seconds_bucket{${GET},le="0.25"}`;
const COUNT = `http_request_duration_seconds_count{${GET}}`;
const API_UP = 'up{job="products-api"}';
const NEWEST = 'products_newest_timestamp_seconds';

function calls(ok: string, error: string): Series {
  return {
    's3_requests_total{op="keys",outcome="ok"}': ok,
    's3_requests_total{op="keys",outcome="error"}': error,
  };
}

export const API_CASES: readonly AlertCase[] = [
  {
    alert: 'ProductsApiErrorsFast',
    fires: [
      {
        when: 'one request in twenty fails for an hour',
        series: { [OK]: '0+95x120', [FAILED]: '0+5x120' },
        at: '70m',
        labels: {},
      },
    ],
    silent: [
      { when: 'all is well', series: { [OK]: '0+100x120', [FAILED]: '0x120' }, at: '70m' },
      {
        when: 'it failed half an hour ago',
        series: { [OK]: '0+95x120', [FAILED]: '0+5x40 200x80' },
        at: '70m',
      },
      {
        when: 'the probes of the cluster fail alone',
        series: { [OK]: '0+100x120', [HEALTH_FAILED]: '0+10x120' },
        at: '70m',
      },
      { when: 'nobody asks', series: { [OK]: '5x120', [FAILED]: '5x120' }, at: '70m' },
    ],
    absent: 'silent',
  },
  {
    alert: 'ProductsApiErrorsSlow',
    fires: [
      {
        when: 'four in a thousand fail for a day',
        series: { [OK]: '0+996x1500', [FAILED]: '0+4x1500' },
        at: '1460m',
        labels: {},
      },
    ],
    silent: [
      {
        when: 'one in ten thousand fails',
        series: { [OK]: '0+9999x1500', [FAILED]: '0+1x1500' },
        at: '1460m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'ProductsApiSlow',
    fires: [
      {
        when: 'a fifth is slow for an hour',
        series: { [QUICK]: '0+80x120', [COUNT]: '0+100x120' },
        at: '70m',
        labels: {},
      },
    ],
    silent: [
      {
        when: 'one in a hundred is slow',
        series: { [QUICK]: '0+99x120', [COUNT]: '0+100x120' },
        at: '70m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'WeatherFreshnessBudgetBurns',
    fires: [
      {
        when: 'nothing new comes for a day',
        series: { [NEWEST]: '0x1500' },
        at: '1460m',
        labels: {},
      },
    ],
    silent: [
      { when: 'something new comes', series: { [NEWEST]: '0+60x1500' }, at: '1460m' },
      {
        when: 'the newest is an hour old',
        series: { [NEWEST]: '0x59 0+60x1500' },
        at: '1460m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'ProductsApiDown',
    fires: [
      {
        when: 'no instance answers',
        series: { [API_UP]: '1x4 0x30' },
        at: '10m',
        labels: {},
      },
    ],
    silent: [
      {
        when: 'one of two answers',
        series: {
          'up{job="products-api",pod="a"}': '1x30',
          'up{job="products-api",pod="b"}': '0x30',
        },
        at: '10m',
      },
    ],
    absent: 'fires',
  },
  {
    alert: 'ProductsApiStoreFailing',
    fires: [
      {
        when: 'a tenth of the calls fails',
        series: calls('0+90x60', '0+10x60'),
        at: '30m',
        labels: {},
      },
    ],
    silent: [{ when: 'one in a hundred fails', series: calls('0+99x60', '0+1x60'), at: '30m' }],
    absent: 'silent',
  },
  {
    alert: 'ProductsApiOverloaded',
    fires: [
      {
        when: 'the first request is refused',
        series: { overload_shed_requests_total: '0x9 1x30' },
        at: '12m',
        labels: {},
      },
    ],
    silent: [
      { when: 'none is', series: { overload_shed_requests_total: '0x60' }, at: '12m' },
      { when: 'some were long ago', series: { overload_shed_requests_total: '9x60' }, at: '40m' },
    ],
    absent: 'silent',
  },
];
