// SPDX-License-Identifier: GPL-3.0-or-later
// In place of the library that copc would fetch with: the worker hands it a function of its own.
export default () => Promise.reject(new Error('not used'));
