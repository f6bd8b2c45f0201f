export const words = {
  ready: "“{{title}}” is ready.",
  someReady: { one: "{{count}} document is ready.", other: "{{count}} documents are ready." },
  failed: "“{{title}}” could not be read. Open the library to see why.",
  someFailed: {
    one: "{{count}} document could not be read. Open the library to see why.",
    other: "{{count}} documents could not be read. Open the library to see why.",
  },
} as const;
