/** A region of the machine, drawn as an SVG. */
export interface MachineChart {
  readonly name: string;
  readonly svg: string;
}

export function machineCharts(): Promise<MachineChart[]>;
