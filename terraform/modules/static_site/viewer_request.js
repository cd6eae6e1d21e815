// Runs at CloudFront for every request (runtime cloudfront-js-2.0: no modules, no console at the edge).

// The app's own addresses, such as /habits/01J…, are all index.html; what has an extension is a file.
function isPage(uri) {
  return uri.slice(uri.lastIndexOf('/') + 1).indexOf('.') === -1;
}

function handler(event) {
  var request = event.request;
  if (request.uri.indexOf('/v1/') === 0) {
    // Set here, so that nobody can set them for themselves. The origin never sees the viewer's Host.
    request.headers['x-viewer-host'] = { value: request.headers.host ? request.headers.host.value : '' };
    request.headers['x-viewer-address'] = { value: event.viewer.ip };
  } else if (isPage(request.uri)) {
    request.uri = '/index.html';
  }
  return request;
}
