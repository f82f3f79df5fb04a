package dev.tapbench.reports;

/** How the first page looks: on a screen, on a phone, where each row of a table becomes a card, and on paper. */
final class RunPageStyle {
    static final String CSS = """
            :root{color-scheme:light}
            body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:#1b1f24;background:#fff;
              max-width:68rem;margin:0 auto;padding:0 1rem 2rem}
            header{border-left:.5rem solid #667;padding:.6rem 1rem;margin:1rem 0;background:#f5f6f8}
            header.v-passed{border-color:#1f8a4c}header.v-failed{border-color:#b91c1c}
            header.v-broken,header.v-gate,header.v-interrupted{border-color:#c2410c}
            .verdict{font-size:2rem;font-weight:700;margin:0;text-transform:capitalize}
            h1{font-size:1rem;font-weight:600;margin:0}header p{margin:.2rem 0}
            h2{font-size:1.25rem;margin:1.6rem 0 .4rem;border-bottom:1px solid #d5d9e0}
            h3{font-size:1.05rem;margin:1.2rem 0 .2rem}h4{font-size:.95rem;margin:.8rem 0 .2rem;color:#445;font-weight:600}
            a{color:#1d4ed8}nav a{margin-right:.8rem}small{color:#556;font-size:.8rem}footer{margin-top:2rem;color:#556;font-size:.85rem}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0}
            .facts th{font-weight:600;width:13rem}.facts td,li{overflow-wrap:anywhere}
            .matrix thead th{border-bottom:2px solid #99a;font-size:.85rem}.matrix td,.matrix tbody th{border-bottom:1px solid #e3e6eb}
            .matrix tbody th{white-space:nowrap}
            .tag{display:inline-block;padding:0 .45rem;border-radius:.6rem;font-size:.8rem;border:1px solid #99a;white-space:nowrap}
            .m-passed,.g-proven{border-color:#1f8a4c;color:#14632f}.g-refused{border-color:#2a6fdb;color:#1d4ed8}
            .m-failed,.g-missing{border-color:#b91c1c;color:#b91c1c}.m-broken,.g-shown{border-color:#c2410c;color:#9a3412}
            li.m-failed,li.m-broken{color:inherit;margin-bottom:.4rem}
            article{border-top:1px solid #e3e6eb;padding:.25rem 0}article p{margin:.1rem 0}
            small a{white-space:nowrap}.about{color:#556;font-size:.85rem}svg.taps{width:100%;max-width:28rem;display:block}
            :target{background:#fff7d6}
            @media(max-width:40rem){
              .matrix thead{display:none}.matrix tr{display:block;border-bottom:2px solid #d5d9e0;padding:.4rem 0}
              .matrix tbody th,.matrix td{display:block;border:0;padding:.05rem 0}
              .matrix td[data-label]:not([data-label=requirement])::before{content:attr(data-label) ": ";color:#556}
              .matrix td[data-label=faults],.matrix td[data-label=caught],.matrix td[data-label=grade]{display:inline-block;margin-right:1rem}
              .facts tr,.facts th,.facts td{display:block;padding:0;width:auto}.facts tr{padding:.2rem 0}
            }
            @media print{
              body{font-size:9.5pt;max-width:none;padding:0}a{color:inherit;text-decoration:none}nav{display:none}
              header{-webkit-print-color-adjust:exact;print-color-adjust:exact}
              tr,article,li{break-inside:avoid}h2,h3,h4{break-after:avoid}
            }
            """;

    private RunPageStyle() {}
}
