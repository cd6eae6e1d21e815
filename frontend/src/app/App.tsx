import { StrictMode } from 'react';
import { Router } from 'wouter';
import { ToastRegion } from '@/components/ToastRegion';
import { CrashBoundary } from './CrashBoundary';
import { Routes } from './Routes';

export function App() {
  return (
    <StrictMode>
      <CrashBoundary>
        <Router>
          <Routes />
        </Router>
        <ToastRegion />
      </CrashBoundary>
    </StrictMode>
  );
}
