import { type MaybeRefOrGetter, onWatcherCleanup, type Ref, ref, toValue, watch } from 'vue';

/** The current time, updated every second while `isCounting`; otherwise no timer runs. */
export function useNow(isCounting: MaybeRefOrGetter<boolean>): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const renew = () => {
    now.value = Date.now();
  };
  watch(
    () => toValue(isCounting),
    (counting) => {
      if (!counting) return;
      renew();
      const timer = setInterval(renew, 1000);
      onWatcherCleanup(() => clearInterval(timer));
    },
    { immediate: true },
  );
  return now;
}
