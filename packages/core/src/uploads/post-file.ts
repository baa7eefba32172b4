import type { PostFile } from './upload.types.ts';

/** With XMLHttpRequest, because `fetch` has no upload progress. */
const postByXhr: PostFile = ({ url, token, file, mime, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', mime);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(new Error('The upload was cut off.'));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

const postByFetch: PostFile = async ({ url, token, file, mime, signal }) => {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': mime },
    body: file,
    signal,
  });
  return status;
};

/** Posts a file, with progress if the environment supports it. */
export const postFile: PostFile = (options) =>
  typeof XMLHttpRequest === 'undefined' ? postByFetch(options) : postByXhr(options);
