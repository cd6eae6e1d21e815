// Runs at CloudFront for every request but those of files of people (runtime cloudfront-js-2.0). Terraform puts three lines before
// it: HOSTS, the names of one's own by what they are for; `store`, which holds the key that the API asks for, or null; and APP_KEY,
// the web app's own among the keys that tell programs apart, or null.

// The app's own addresses, such as /habits/01J…, are all index.html; what has an extension is a file.
function isPage(uri) {
  return uri.slice(uri.lastIndexOf('/') + 1).indexOf('.') === -1;
}

function query(parameters) {
  var pairs = [];
  Object.keys(parameters || {}).forEach(function (name) {
    (parameters[name].multiValue || [parameters[name]]).forEach(function (given) {
      pairs.push(name + '=' + given.value);
    });
  });
  return pairs.length > 0 ? '?' + pairs.join('&') : '';
}

function atTheApp(request) {
  var reads = request.method === 'GET' || request.method === 'HEAD';
  return {
    // 308 keeps the method and the body of what is more than reading.
    statusCode: reads ? 301 : 308,
    statusDescription: reads ? 'Moved Permanently' : 'Permanent Redirect',
    headers: {
      location: { value: 'https://' + HOSTS.app + request.uri + query(request.querystring) },
      'cache-control': { value: 'max-age=3600' },
    },
  };
}

function nothingHere() {
  return { statusCode: 404, statusDescription: 'Not Found', headers: { 'cache-control': { value: 'no-store' } } };
}

// All of it is set here, so that nobody can set it for themselves. The origin never sees the viewer's Host.
async function toTheApi(request, host, address) {
  request.headers['x-viewer-host'] = { value: host };
  request.headers['x-viewer-address'] = { value: address };
  delete request.headers['x-origin-key'];
  if (store) {
    try {
      request.headers['x-origin-key'] = { value: await store.get('origin-key') };
    } catch (missing) {
      // There is none yet. The API decides whether it answers all the same.
    }
  }
  // Pages hold none. At the API's own host programs call, which bring theirs.
  if (APP_KEY && host !== HOSTS.api && !request.headers['x-api-key']) request.headers['x-api-key'] = { value: APP_KEY };
  return request;
}

async function handler(event) {
  var request = event.request;
  var host = request.headers.host ? request.headers.host.value.toLowerCase() : '';
  var isCall = request.uri.indexOf('/v1/') === 0;
  var hasOnePurpose = host !== '' && (host === HOSTS.api || host === HOSTS.assets);
  if (HOSTS.moved.indexOf(host) !== -1) return atTheApp(request);
  if (hasOnePurpose && (host === HOSTS.api ? !isCall : request.uri.indexOf('/assets/') !== 0)) return nothingHere();
  if (isCall) return toTheApi(request, host, event.viewer.ip);
  if (!isPage(request.uri)) return request;
  // CloudFront's own name. An app that was opened there before keeps its files and its API until it is left.
  if (HOSTS.app && host !== HOSTS.app) return atTheApp(request);
  request.uri = '/index.html';
  return request;
}
