enum InvoicePageStyle {
  static let css: HTML = """
    @page { size: A4; margin: 15mm; }
    * { box-sizing: border-box; }
    body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: #1d2430; background: #eef1f5; }
    .banner { margin: 0; padding: 12px; background: #b3261e; color: #fff; font-weight: 700;
      text-align: center; letter-spacing: .04em; print-color-adjust: exact;
      -webkit-print-color-adjust: exact; }
    main { position: relative; max-width: 820px; margin: 24px auto; padding: 36px;
      background: #fff; border: 1px solid #d5dbe3; overflow-wrap: break-word; }
    h1 { margin: 0 0 8px; font-size: 26px; }
    h2 { margin: 0 0 4px; font-size: 12px; text-transform: uppercase; color: #5b6675; }
    p { margin: 2px 0; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
    dt { color: #5b6675; }
    dd { margin: 0; }
    .stamp { position: absolute; top: 28px; right: 36px; padding: 4px 14px; color: #b3261e;
      border: 3px solid #b3261e; font-size: 24px; font-weight: 800; transform: rotate(-6deg); }
    .parties { display: grid; grid-template-columns: 1fr 1fr; gap: 32px; margin: 28px 0; }
    table { width: 100%; border-collapse: collapse; }
    th { text-align: left; font-size: 12px; color: #5b6675; border-bottom: 2px solid #1d2430; }
    th, td { padding: 6px 8px; vertical-align: top; }
    tbody td { border-bottom: 1px solid #d5dbe3; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    th.number { white-space: normal; }
    td:nth-child(2) { overflow-wrap: anywhere; }
    .description { font-size: 12px; color: #5b6675; white-space: pre-line; }
    .totals { width: auto; min-width: 55%; margin: 24px 0 0 auto; }
    tfoot th, tfoot td { padding-top: 10px; font-size: 18px; font-weight: 700; color: inherit;
      border: 0; }
    .notes { margin-top: 28px; white-space: pre-line; }
    .notes:not(:has(p)) { display: none; }
    @media (max-width: 640px) { main { padding: 20px; overflow-x: auto; }
      .parties { grid-template-columns: 1fr; } }
    @media print { body { background: #fff; } main { margin: 0; border: 0; padding: 12px 0; } }
    """
}
