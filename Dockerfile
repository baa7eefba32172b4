# The server with its pages and the widget, built from this repository: docker build -t connective-chat .
FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build -- --js

FROM node:22-slim AS dependencies
WORKDIR /app
COPY . .
RUN npm ci --omit=dev --ignore-scripts --workspace @connective-chat/server

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 CHAT_DATA=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/packages/core ./packages/core
COPY --from=build /app/packages/contracts ./packages/contracts
COPY --from=build /app/packages/vanilla-ui ./packages/vanilla-ui
COPY --from=build /app/packages/console ./packages/console
COPY --from=build /app/packages/server ./packages/server
RUN mkdir /data && chown node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process: it gets SIGTERM, closes the connections with a notice, and exits with 0.
# Without the memory reducer, which collects all garbage every few seconds while a server has little to do
# (docs/server/operating.md).
ENTRYPOINT ["node", "--no-memory-reducer", "packages/server/dist/cli.js"]
