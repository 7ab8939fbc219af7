import { Component, type ReactNode } from 'react';
import { Empty } from '../parts/empty.tsx';
import { texts } from '../texts.ts';

interface Props {
  children: ReactNode;
  /** Another value tries again. */
  attempt?: string;
}

interface State {
  failed: boolean;
  attempt: string | undefined;
}

/** A fault of the page itself leaves the rest of it usable. */
export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { failed: false, attempt: this.props.attempt };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ attempt }: Props, state: State): Partial<State> | null {
    return attempt === state.attempt ? null : { failed: false, attempt };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const reload = (): void => {
      location.reload();
    };
    return (
      <Empty
        title={texts.shell.brokenTitle}
        text={texts.shell.brokenText}
        action={{ label: texts.shell.reload, onClick: reload }}
      />
    );
  }
}
